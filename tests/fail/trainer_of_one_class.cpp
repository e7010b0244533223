// SPDX-License-Identifier: BSL-1.0
// EXPECT: of one class every answer is right, and nothing is learnt: a yes or no is one number with binary_cross_entropy
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<1>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
