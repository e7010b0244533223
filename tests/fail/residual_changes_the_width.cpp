// SPDX-License-Identifier: BSL-1.0
// x + f(x) needs an f that keeps the shape; the trainer on top adds no second error.
// EXPECT: a residual block adds its input to its last layer's output: both need equal shapes
// EXPECT: left<16, 1>
// EXPECT: right<8, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
using tl::activation::tanh;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<16>, tl::residual<tl::dense<8, tanh>>, tl::dense<3>> {};  // EXPECT-LINE
tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 8> trainer;

float step(std::span<float const> data, std::span<int const> truth) {
  trainer.initialize(tl::initializer::glorot{}, 1);
  return trainer.step(data, truth).loss + trainer.predict(data.first<4>())(0);
}
