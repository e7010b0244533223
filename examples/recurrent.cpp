// SPDX-License-Identifier: BSL-1.0
// test: clang suffices, unoptimized
// A recurrent network that learns from sequences as matrices and runs as a device receives them: column by column, what
// it carries kept in a state from call to call. It tells whether a wave rises slowly or fast.
#include "tapeless/tapeless.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"wave", 1, 12>, tl::gru<6>, tl::dense<2>> {};
struct device : tl::sequential<tl::in<"number", 1>, tl::stateful<tl::gru<6>>, tl::dense<2>> {};  // the same leaves
static constinit tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::adam, 16> trainer{};

inline constexpr auto scores = tl::output<device>;
using streaming = tl::program<float, scores>;
static constinit streaming::workspace memory{};
static constinit streaming::parameters weights{};
static constinit streaming::state carried{};

int main() {
  std::array<float, std::size_t{16} * 12> waves{};
  std::array<unsigned char, 16> classes{};
  for (std::size_t s = 0; s < 16; ++s) {
    classes[s] = s % 2;
    for (std::size_t t = 0; t < 12; ++t)
      waves[12 * s + t] = std::sin((s % 2 == 0 ? 0.5F : 0.8F) * static_cast<float>(t) + 0.4F * static_cast<float>(s));
  }
  trainer.initialize(tl::initializer::glorot{}, 2);
  if (!trainer.set(tl::optimizer::learning_rate, 0.03F)) return 1;
  for (int i = 0; i < 200; ++i)
    if (!trainer.step(waves, classes)) return 1;
  weights.copy_from(trainer.parameters());
  int right = 0;
  for (std::size_t s = 0; s < 16; ++s) {
    tl::initialize(carried);
    float best = 0;
    for (std::size_t t = 0; t < 12; ++t) {
      auto const now = streaming::run(memory, weights, carried, bind(device::input, std::array{waves[12 * s + t]}));
      if (!now) return 1;
      best = now[scores](1) - now[scores](0);
    }
    right += (best > 0) == (classes[s] == 1) ? 1 : 0;
  }
  std::printf("%d of 16 waves recognized column by column\n", right);
  return right == 16 ? 0 : 1;
}
