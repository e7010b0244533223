// SPDX-License-Identifier: BSL-1.0
// The network of the digits example, 64–32–10, trained on the core itself: one epoch over 16 embedded images in steps
// of four. Host and target draw the same weights from the seed and must report the same losses.
#include "digits_rows.hpp"
#include "report.hpp"

#include <tapeless/tapeless.hpp>

namespace tl = tapeless;

struct digits_net : tl::sequential<tl::in<"x", 64>, tl::dense<32, tl::activation::tanh>, tl::dense<10>> {};
static constinit tl::network_trainer<digits_net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 4>
    trainer{};
static_assert(trainer.parameter_bytes() == 4 * (64 * 32 + 32 + 32 * 10 + 10));

int main() {
  static constexpr char const* names[4]{"loss_0", "loss_1", "loss_2", "loss_3"};
  trainer.initialize(tl::initializer::glorot{}, 7);
  if (!trainer.set(tl::optimizer::learning_rate, 0.05f)) return 1;
  for (std::uint32_t step = 0; step < 4; ++step) {
    std::uint32_t const rows[4]{4 * step, 4 * step + 1, 4 * step + 2, 4 * step + 3};
    auto const result = trainer.step(digits::images, digits::labels, tl::rows{rows});
    if (!result) return 1;
    report(names[step], result.loss);
    if (!(result.loss > 0 && result.loss < 10)) return 2;
  }
  static constexpr std::uint8_t no_digit[1]{10};
  if (trainer.step(std::span(digits::images).first(64), no_digit)) return 3;
  auto const probabilities = trainer.predict(std::span<float const, 64>(digits::images.data(), 64));
  report("probability_of_the_first_digit", probabilities(digits::labels[0]));
  return 0;
}
