// SPDX-License-Identifier: BSL-1.0
// A trainer of 65 layers, compiled within the compilers' default limits (template depth, steps of constant evaluation,
// operands of a fold), and one that trains.
#include <tapeless/tapeless.hpp>

#include <cstdio>

namespace tl = tapeless;

template <class Input, class... Layers>
struct repeated {
  template <unsigned Times>
  static constexpr auto network() {
    if constexpr (Times == 1) {
      return tl::sequential<Input, Layers..., tl::dense<2>>{};
    } else {
      return repeated<Input, Layers..., Layers...>::template network<Times / 2>();
    }
  }
};

// 64 = 2⁶ equal layers: their list is doubled six times
struct net : decltype(repeated<tl::in<"x", 8>, tl::dense<8, tl::activation::tanh>>::network<64>()) {};
static_assert(net::depth == 65);
static constinit tl::network_trainer<net, tl::objective::mean_squared_error, tl::optimizer::momentum, 4> trainer{};

int main() {
  float samples[32];
  float targets[8];
  for (unsigned i = 0; i < 32; ++i) samples[i] = 0.1f * static_cast<float>(i % 13) - 0.6f;
  for (unsigned i = 0; i < 8; ++i) targets[i] = 0.5f;
  trainer.initialize(tl::initializer::glorot{}, 2);
  if (!trainer.set(tl::optimizer::learning_rate, 0.02f)) return 2;
  float first = 0;
  float last = 0;
  for (unsigned i = 0; i < 20; ++i) {
    auto const step = trainer.step(samples, targets);
    if (!step) return 2;
    last = step.loss;
    if (i == 0) first = last;
  }
  std::printf("65 layers: loss %.7g, after 20 steps %.7g\n", static_cast<double>(first), static_cast<double>(last));
  return last < first ? 0 : 1;
}
