// SPDX-License-Identifier: BSL-1.0
// A step in parts reads its data after `start` has returned, when a number that was handed over is gone.
// EXPECT: bound_to_no_range<tapeless::error::named<'l', 'a', 'b', 'e', 'l'>, int
#include <tapeless/tapeless.hpp>

#include <vector>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 1>::in_parts trainer;
bool run(std::vector<float> const& sample) {
  return static_cast<bool>(trainer.start(sample, 2));  // EXPECT-LINE
}
