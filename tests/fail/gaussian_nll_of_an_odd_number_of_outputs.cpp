// SPDX-License-Identifier: BSL-1.0
// EXPECT: gaussian_nll needs 2n outputs, n means and n variances
// EXPECT: shape_of<3, 1>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::gaussian_nll, tl::optimizer::sgd, 8> trainer;
float run(std::span<float const> xs, std::span<float const> ys) { return trainer.step(xs, ys).loss; }
