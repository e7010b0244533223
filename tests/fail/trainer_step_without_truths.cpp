// SPDX-License-Identifier: BSL-1.0
// EXPECT: set(optimizer::learning_rate, number), step(inputs, truths, options), predict(sample)
// EXPECT: no_call_of_a_trainer<
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;
float run(std::span<float const> xs) {
  return trainer.step(xs).loss;  // EXPECT-LINE
}
