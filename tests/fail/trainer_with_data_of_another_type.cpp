// SPDX-License-Identifier: BSL-1.0
// A data set in double for a trainer in float.
// EXPECT: the inputs have another element type than the trainer
// EXPECT: named<'x'>, double, float>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;

float step(std::span<double const> data, std::span<int const> truth) {
  return trainer.step(data, truth).loss;  // EXPECT-LINE
}
