// SPDX-License-Identifier: BSL-1.0
// EXPECT: run takes bind(leaf, data), parameter stores and state stores
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto rate = tl::scalar<"rate">;
struct net : tl::sequential<tl::in<"x", 4>, tl::regularization::dropout<decltype(rate)>, tl::dense<1>> {};
static tl::network_trainer<net, tl::objective::mean_squared_error, tl::optimizer::sgd, 8> trainer;
float run(std::span<float const> xs, std::span<float const> ys) {
  return trainer.step(bind(trainer.input, xs), bind(trainer.truth, ys), 0.5F).loss;  // EXPECT-LINE
}
