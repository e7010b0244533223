// SPDX-License-Identifier: BSL-1.0
// EXPECT: here a step changes all of them
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
using training = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8>;
static constexpr training::parameter_store pretrained{};
static training::with_frozen<pretrained> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
