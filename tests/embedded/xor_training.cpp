// SPDX-License-Identifier: BSL-1.0
// A network that learns on the core itself until it has learnt: 2–5–1 and the exclusive or, one sample at a time. All
// of it, start-up and this program's reports included, fits a small Cortex-M0: the bounds stand in CMakeLists.txt.
#include "report.hpp"

#include <tapeless/tapeless.hpp>

#include <limits>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 2>, tl::dense<5, tl::activation::tanh>, tl::dense<1, tl::activation::sigmoid>> {
};
using training = tl::network_trainer<net, tl::objective::mean_squared_error, tl::optimizer::sgd, 1>;
static constinit training trainer{};
static_assert(trainer.parameter_bytes() == 4 * (2 * 5 + 5 + 5 + 1));

// Drawn by the compiler: the image has these numbers instead of what draws them.
static constexpr training::parameter_store initial = [] {
  training::parameter_store made{};
  tl::initialize(made, tl::initializer::glorot{}, 7);
  return made;
}();

static constexpr float inputs[4][2]{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
static constexpr float truths[4][1]{{0}, {1}, {1}, {0}};

int main() {
  trainer.parameters().copy_from(initial);
  if (!trainer.set(tl::optimizer::learning_rate, 1.0f)) return 1;
  report("first_loss", trainer.step(inputs[1], truths[1]).loss);

  static constexpr float no_number[2]{0, std::numeric_limits<float>::infinity()};
  if (trainer.step(no_number, truths[0])) return 3;

  float sum_of_losses = 4;
  for (int epoch = 0; epoch < 1000 && sum_of_losses > 0.04f; ++epoch) {
    sum_of_losses = 0;
    for (int i = 0; i < 4; ++i) sum_of_losses += trainer.step(inputs[i], truths[i]).loss;
  }
  return sum_of_losses < 0.04f ? 0 : 2;
}
