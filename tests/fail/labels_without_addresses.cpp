// SPDX-License-Identifier: BSL-1.0
// EXPECT: step(inputs, truths) takes vectors, arrays or spans, with data() and size(), a std::vector<bool> has none
// EXPECT: bound_to_no_range<tapeless::error::named<'l', 'a', 'b', 'e', 'l'>, std::vector<bool
#include <tapeless/tapeless.hpp>

#include <vector>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;
float run(std::vector<float> const& xs, std::vector<bool> const& ys) {
  return trainer.step(xs, ys).loss;  // EXPECT-LINE
}
