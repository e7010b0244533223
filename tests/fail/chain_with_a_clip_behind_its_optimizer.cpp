// SPDX-License-Identifier: BSL-1.0
// EXPECT: freeze<group>, and what changes gradients or leaves out steps, stands before the optimizer of a chain
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
using how = tl::optimizer::chain<tl::optimizer::momentum, tl::optimizer::clip_by_global_norm>;
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, how, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
