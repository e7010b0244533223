// SPDX-License-Identifier: BSL-1.0
// EXPECT: static constexpr auto states = boost::hana::make_tuple(update::state<
// EXPECT: optimizer_without_states<plain>
#include <tapeless/tapeless.hpp>

namespace tl = tapeless;
struct plain {
  static constexpr auto rate = tl::scalar<"learning_rate">;
  static constexpr auto hyperparameters = boost::hana::make_tuple(tl::hyperparameter<decltype(rate)>{rate, 0.01});
  static constexpr auto rule =
      boost::hana::make_tuple(assign(tl::update::parameter, tl::update::parameter - rate * tl::update::gradient));
};
struct net : tl::sequential<tl::in<"x", 4>, tl::dense<3>> {};
static tl::network_trainer<net, tl::objective::softmax_cross_entropy, plain, 8> trainer;  // EXPECT-LINE
float run(std::span<float const> xs, std::span<int const> ys) {
  trainer.set(plain::rate, 0.1F);
  return trainer.step(xs, ys).loss;
}
