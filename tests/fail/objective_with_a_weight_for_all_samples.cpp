// SPDX-License-Identifier: BSL-1.0
// EXPECT: an objective's weight is an expression of one number for each sample
// EXPECT: weight_that_is_no_number_of_a_sample<
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
inline constexpr auto weight = tl::scalar<"weight">;
using objective = tl::objective::weighted<tl::objective::huber, weight>;
static tl::network_trainer<net, objective, tl::optimizer::sgd, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<float const> ys) { return trainer.step(xs, ys).loss; }
