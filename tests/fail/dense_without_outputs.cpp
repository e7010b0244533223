// SPDX-License-Identifier: BSL-1.0
// EXPECT: dense<0>: a layer has at least one output
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<0>, tl::dense<3>> {};  // EXPECT-LINE
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;
auto run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
