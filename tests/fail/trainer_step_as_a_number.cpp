// SPDX-License-Identifier: BSL-1.0
// EXPECT: tapeless: the loss is step.loss
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;
float run(std::span<float const> xs, std::span<int const> ys) {
  float const loss = trainer.step(xs, ys);  // EXPECT-LINE
  return loss;
}
