// SPDX-License-Identifier: BSL-1.0
// Class labels as floating-point numbers, as a file reader may give them.
// EXPECT: labels are integers
// EXPECT: named<'l', 'a', 'b', 'e', 'l'>, float,
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;

float step(std::span<float const> data, std::span<float const> truth) {
  return trainer.step(data, truth).loss;  // EXPECT-LINE
}
