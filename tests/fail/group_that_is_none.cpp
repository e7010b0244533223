// SPDX-License-Identifier: BSL-1.0
// EXPECT: a group of parameters is group::matrices
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
using how = tl::optimizer::chain<tl::optimizer::only<net, tl::optimizer::sgd>>;
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, how, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
