// SPDX-License-Identifier: BSL-1.0
// EXPECT: an activation is a type with a public static apply that returns an expression
// EXPECT: no_activation<cube>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct cube {
  template <class X>
  static constexpr auto value(X const& x) {
    return x % x % x;
  }
};
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<16, cube>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
