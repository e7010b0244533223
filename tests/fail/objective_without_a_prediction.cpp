// SPDX-License-Identifier: BSL-1.0
// EXPECT: an objective says what is predicted: template <expression Z> static constexpr auto prediction(Z const& output)
// EXPECT: objective_without_prediction<absolute>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct absolute {
  template <tl::extents Output>
  static constexpr auto truth = tl::input<"target", Output.rows>;
  template <tl::expression Z, tl::expression Y>
  static constexpr auto loss(Z const& z, Y const& y) {
    return tl::mean(abs(z - y));
  }
};
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, absolute, tl::optimizer::sgd, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<float const> ys) { return trainer.step(xs, ys).loss; }
