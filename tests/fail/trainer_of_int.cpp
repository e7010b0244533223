// SPDX-License-Identifier: BSL-1.0
// EXPECT: programs compute in float or in double
// EXPECT: element_type<int>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8, int> trainer;  // EXPECT-LINE
auto run(std::span<int const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
