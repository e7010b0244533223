// SPDX-License-Identifier: BSL-1.0
// EXPECT: nothing is trained: all parameters of the loss are frozen
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::frozen<tl::dense<3>>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
