// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tapeless/tapeless.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <type_traits>

/// What counts.py counts: SGD steps of one network on one batch. A program for each, so that no other network's code
/// has a say in what the compiler inlines. How many samples there are is known at run time only.
namespace counted {

namespace tl = tapeless;

/// Numbers that look like data: inputs in [-1, 1), labels, and targets in {0, 1}.
template <class Trainer, std::size_t Batch>
struct data {
  static constexpr bool labelled = Trainer::truth.kind == tl::leaf_kind::label;
  static constexpr std::size_t truths = labelled ? 1 : Trainer::truth.shape.size();
  using truth_type = std::conditional_t<labelled, std::uint8_t, float>;

  std::array<float, Batch * Trainer::input.shape.size()> inputs{};
  std::array<truth_type, Batch * truths> truth{};

  explicit data(std::uint64_t seed) {
    tl::random::pcg32 next(seed);
    for (float& input : inputs) input = static_cast<float>(next() >> 8) / 8388608.0f - 1.0f;
    for (truth_type& each : truth) each = static_cast<truth_type>(next() % (labelled ? 10 : 2));
  }
};

template <class Trainer, class Truth>
float step(Trainer& trainer, std::span<float const> inputs, std::span<Truth const> truth) {
  auto const result = trainer.step(inputs, truth);
  return result ? result.loss : -1.0f;
}

/// As many steps as the argument says; 0 if all took place and the loss fell.
template <class Net, class Objective, std::uint32_t Batch>
int run(int arguments, char const* const* argument) {
  using trainer_type = tl::network_trainer<Net, Objective, tl::optimizer::sgd, Batch>;
  static constinit trainer_type trainer{};
  static data<trainer_type, Batch> const samples(7);
  int const steps = arguments == 2 ? std::atoi(argument[1]) : 0;
  if (steps < 2) return 2;

  trainer.initialize(tl::initializer::glorot{}, 7);
  if (!trainer.set(tl::optimizer::learning_rate, 0.05f)) return 2;
  std::span const inputs(samples.inputs.data(), samples.inputs.size());
  std::span const truth(samples.truth.data(), samples.truth.size());
  // A pointer that the compiler cannot see through: neither addresses nor sizes of the data are known inside.
  auto* const volatile one_step = &step<trainer_type, typename data<trainer_type, Batch>::truth_type>;
  float const first = one_step(trainer, inputs, truth);
  float last = first;
  for (int i = 1; i < steps; ++i) last = one_step(trainer, inputs, truth);
  if (last > 0 && last < first) return 0;
  std::fprintf(stderr, "the loss did not fall: %g, then %g\n", static_cast<double>(first), static_cast<double>(last));
  return 1;
}

}  // namespace counted
