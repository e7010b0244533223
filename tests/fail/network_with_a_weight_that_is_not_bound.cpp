// SPDX-License-Identifier: BSL-1.0
// EXPECT: the loss needs data beside samples and truths, as a weight: bind all by leaf
// EXPECT: named<'w', 'e', 'i', 'g', 'h', 't'>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
inline constexpr auto weight = tl::input<"weight">;
using objective = tl::objective::weighted<tl::objective::huber, weight>;
static tl::network_trainer<net, objective, tl::optimizer::sgd, 8> trainer;
float run(std::span<float const> xs, std::span<float const> ys) {
  return trainer.step(xs, ys).loss;  // EXPECT-LINE
}
