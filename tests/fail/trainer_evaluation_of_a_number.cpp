// SPDX-License-Identifier: BSL-1.0
// EXPECT: data is a vector, an array or a span of numbers
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
constexpr auto rate = tl::scalar<"rate">;
struct net : tl::sequential<tl::in<"x", 4>, tl::regularization::dropout<decltype(rate)>, tl::dense<1>> {};
static tl::network_trainer<net, tl::objective::mean_squared_error, tl::optimizer::sgd, 8> trainer;
float run(std::span<float const> xs, std::span<float const> ys) {
  return trainer.evaluate(bind(trainer.input, 1), bind(trainer.truth, ys), bind(rate, 0.5F)).loss;  // EXPECT-LINE
}
