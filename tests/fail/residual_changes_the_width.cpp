// SPDX-License-Identifier: BSL-1.0
// x + f(x) needs an f that keeps the shape; the trainer on top adds no second error.
// EXPECT: element-wise operands need equal shapes, or one a scalar
// EXPECT: left<16, 1>
// EXPECT: right<8, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<16, tl::activation::tanh>,  //
                            tl::residual<tl::dense<8, tl::activation::tanh>>, tl::dense<3>> {};
tl::trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 8> trainer;  // EXPECT-LINE

float step(std::span<float const> data, std::span<int const> truth) {
  trainer.initialize(tl::initializer::glorot{}, 1);
  return trainer.step(data, truth).loss + trainer.predict(data.first<4>())(0);
}
