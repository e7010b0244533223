// SPDX-License-Identifier: BSL-1.0
// EXPECT: it is network_trainer<network, objective, optimizer, batch>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::optimizer::sgd, tl::objective::softmax_cross_entropy, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<int const> ys) {
  trainer.initialize(tl::initializer::glorot{}, 1);
  trainer.set(tl::optimizer::learning_rate, 0.1F);
  return trainer.step(xs, ys).loss + trainer.predict(xs)[0];
}
