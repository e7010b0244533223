// SPDX-License-Identifier: BSL-1.0
// A step binds inputs and truths: the third stride belongs to nothing.
// EXPECT: step(inputs, truths, options) takes stride{n} of the inputs, then of the truths, one rows{list} and one first_row{n}
// EXPECT: wrong_options<
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 2>, tl::dense<3>> {};
using trainer_type = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 4>;

float step(trainer_type& trainer, std::span<float const> data, std::span<int const> truth) {
  return trainer.step(data, truth, tl::stride{2}, tl::stride{1}, tl::stride{1}).loss;  // EXPECT-LINE
}
