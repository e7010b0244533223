// SPDX-License-Identifier: BSL-1.0
// EXPECT: a layer's apply has to be public and static, take (expression, layer_scope) and return an expression
// EXPECT: layer_whose_apply_does_not_fit<gain>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct gain {
  template <tl::expression X>
  constexpr auto apply(X const& x, tl::layer_scope const& scope) const {
    return scope.parameter<X::shape>("factor") % x;
  }
};
struct net : tl::sequential<tl::in<"x", 4>, gain, tl::dense<3>> {};  // EXPECT-LINE
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
