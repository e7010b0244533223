// SPDX-License-Identifier: BSL-1.0
// The network of the digits example, 64–32–10, trained on the core itself until it knows 16 embedded images, in steps
// of four. Host and target draw the same weights from the seed and must report the same losses of the first four steps.
#include "digits_rows.hpp"
#include "report.hpp"

#include <tapeless/tapeless.hpp>

namespace tl = tapeless;

struct digits_net : tl::sequential<tl::in<"x", 64>, tl::dense<32, tl::activation::tanh>, tl::dense<10>> {};
static constinit tl::network_trainer<digits_net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 4>
    trainer{};
static_assert(trainer.parameter_bytes() == 4 * (64 * 32 + 32 + 32 * 10 + 10));

static float step(std::uint32_t number) {
  std::uint32_t const first = number % 4 * 4;
  std::uint32_t const rows[4]{first, first + 1, first + 2, first + 3};
  return trainer.step(digits::images, digits::labels, tl::rows{rows}).loss;  // NaN if it is refused
}

int main() {
  static constexpr char const* names[4]{"loss_0", "loss_1", "loss_2", "loss_3"};
  trainer.initialize(tl::initializer::glorot{}, 7);
  if (!trainer.set(tl::optimizer::learning_rate, 0.05f)) return 1;
  float losses[4]{};
  for (std::uint32_t number = 0; number < 4; ++number) {
    losses[number] = step(number);
    report(names[number], losses[number]);
    if (!(losses[number] > 0 && losses[number] < 10)) return 2;
  }
  static constexpr std::uint32_t no_rows[4]{0, 1, 2, digits::rows};
  if (trainer.step(digits::images, digits::labels, tl::rows{no_rows})) return 3;
  auto const probabilities = trainer.predict(std::span<float const, 64>(digits::images.data(), 64));
  report("probability_of_the_first_digit", probabilities(digits::labels[0]));

  auto const sum = [&] { return losses[0] + losses[1] + losses[2] + losses[3]; };
  for (std::uint32_t number = 4; number < 160 && !(sum() < 0.2f); ++number) losses[number % 4] = step(number);
  return sum() < 0.2f ? 0 : 4;
}
