// SPDX-License-Identifier: BSL-1.0
// EXPECT: an optimizer's number for all parameters would differ for one of them
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
namespace optimizer = tl::optimizer;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
using half = optimizer::constant<optimizer::beta1, std::ratio<1, 2>>;
struct how : optimizer::chain<optimizer::only<tl::group::matrices, half>, optimizer::adam> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, how, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
