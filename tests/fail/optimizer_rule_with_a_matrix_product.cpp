// SPDX-License-Identifier: BSL-1.0
// EXPECT: an optimizer's rule has to fit parameters of every shape
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct squares {
  static constexpr auto g = tl::update::gradient;
  static constexpr auto states = boost::hana::make_tuple();
  static constexpr auto hyperparameters = boost::hana::make_tuple();
  static constexpr auto rule = boost::hana::make_tuple(
      assign(tl::update::parameter, tl::update::parameter - 0.1 * g * g));  // EXPECT-LINE
};
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, squares, 8> trainer;
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
