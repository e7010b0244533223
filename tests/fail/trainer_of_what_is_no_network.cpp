// SPDX-License-Identifier: BSL-1.0
// EXPECT: network_trainer<network, objective, optimizer, batch>: a network is made of sequential
// EXPECT: no_network_to_train<net>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net {
  tl::dense<16> first;
  tl::dense<3> second;
};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::sgd, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<int const> ys) { return trainer.step(xs, ys).loss; }
