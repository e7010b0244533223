// SPDX-License-Identifier: BSL-1.0
// A timer's interrupt predicts, in memory of its own, while a step runs: from a copy of the parameters, whose answer is
// the same each time, and from those that the step is changing. The steps do not notice: losses and weights have the
// bits of steps that nothing interrupted.
#include "report.hpp"

#include <tapeless/tapeless.hpp>

#include <array>
#include <bit>
#include <cstdint>

namespace tl = tapeless;

struct net : tl::sequential<tl::in<"x", 12>, tl::dense<24, tl::activation::tanh>, tl::dense<4>> {};
using training = tl::network_trainer<net, tl::objective::softmax_cross_entropy, tl::optimizer::momentum, 1>;
inline constexpr auto answer = tl::output<net>;
using inference = tl::program<float, answer>;

static constinit training undisturbed{}, interrupted{};
static constinit training::parameter_store copy{};
static constinit inference::workspace own_memory{};

static constexpr std::uint32_t steps = 40;
static constexpr std::uint32_t enough = 50;  // interrupts within a step

static constexpr auto samples = [] {
  std::array<float, 3 * 12> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = 0.25f * static_cast<float>(i * i % 7) - 0.5f;
  return numbers;
}();
static std::span<float const, 12> sample(std::uint32_t n) {
  return std::span<float const, 12>(samples.data() + n % 3 * 12, 12);
}

/// The first score for the second sample; NaN where it is refused.
template <class Result>
static float score(Result const& result) {
  return result ? result[answer](0) : 0 * std::bit_cast<float>(0x7f800000u);
}
static float score_by_copy() { return score(inference::run(own_memory, bind(net::input, sample(1)), copy)); }

static float expected_score = 0;
static bool volatile step_runs = false;
static std::uint32_t volatile interrupts = 0, failures = 0;

namespace timer {
static auto& control = *reinterpret_cast<std::uint32_t volatile*>(0xE000E010u);
static auto& reload = *reinterpret_cast<std::uint32_t volatile*>(0xE000E014u);
static auto& value = *reinterpret_cast<std::uint32_t volatile*>(0xE000E018u);

static void stop() { control = 0; }
static void start(std::uint32_t ticks) {
  reload = ticks;
  value = 0;
  control = 7;  // counts the processor's clock, interrupts
}
}  // namespace timer

extern "C" void timer_interrupt() {
  timer::stop();
  if (!step_runs) return;
  interrupts = interrupts + 1;
  float const live = score(interrupted.predict<answer>(own_memory, bind(net::input, sample(1))));
  if (!(live > -100 && live < 100)) failures = failures + 1;
  if (std::bit_cast<std::uint32_t>(score_by_copy()) != std::bit_cast<std::uint32_t>(expected_score))
    failures = failures + 1;
}

/// Steps with an interrupt each, at another place; the first that is not as it was undisturbed, or 0.
static int train(std::array<float, steps> const& losses, std::uint32_t round) {
  interrupted.initialize(tl::initializer::glorot{}, 7);
  for (std::uint32_t n = 0; n < steps; ++n) {
    step_runs = true;
    timer::start(1 + (n * 37 + round * 11) % 499);
    auto const result = interrupted.step(sample(n), n % 4);
    step_runs = false;
    timer::stop();
    if (!result || result.loss != losses[n]) return 1;
  }
  float const* const now = interrupted.parameters().data();
  for (std::size_t i = 0; i < undisturbed.parameters().stored_size(); ++i)
    if (std::bit_cast<std::uint32_t>(now[i]) != std::bit_cast<std::uint32_t>(undisturbed.parameters().data()[i]))
      return 2;
  return 0;
}

int main() {
  undisturbed.initialize(tl::initializer::glorot{}, 7);
  copy.copy_from(undisturbed.parameters());
  expected_score = score_by_copy();
  std::array<float, steps> losses{};
  for (std::uint32_t n = 0; n < steps; ++n) losses[n] = undisturbed.step(sample(n), n % 4).loss;
  if (!(losses[steps - 1] > 0 && losses[steps - 1] < losses[0])) return 3;
  for (std::uint32_t round = 0; round < 2000 && interrupts < enough; ++round)
    if (int const wrong = train(losses, round); wrong != 0) return wrong;
  report("interrupts", static_cast<float>(interrupts));
  if (failures != 0) return 4;
  return interrupts < enough ? 5 : 0;
}
