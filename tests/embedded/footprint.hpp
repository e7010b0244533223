// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "report.hpp"
#include "stack_paint.hpp"

#include <tapeless/tapeless.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

/// What footprint.py measures. Each program of it defines these two for a network of its own; they are weak, so that
/// nothing that the compiler sees of their calls is used, and what they do besides the trainer's call is to hand over
/// pointers. The step checks data of a size that is known at run time only.
extern "C" float training_step(float const* input, void const* truth, std::size_t samples);
extern "C" float prediction(float const* input);

namespace footprint {

template <class Truth, class Trainer>
[[gnu::always_inline]] inline float step(Trainer& trainer, float const* input, void const* truth, std::size_t samples) {
  constexpr std::size_t truth_size =
      Trainer::truth.kind == tapeless::leaf_kind::label ? 1 : Trainer::truth.shape.size();
  auto const result = trainer.step(std::span(input, samples * Trainer::input.shape.size()),
                                   std::span(static_cast<Truth const*>(truth), samples * truth_size));
  return result ? result.loss : -1.0f;
}

/// Three steps on one sample: the loss falls, and what was checked is refused.
template <class Trainer>
int run(Trainer& trainer, float const* input, void const* truth, float rate = 0.05f) {
  static constexpr char const* names[3]{"loss_0", "loss_1", "loss_2"};
  trainer.initialize(tapeless::initializer::glorot{}, 7);
  if (!trainer.set(tapeless::optimizer::learning_rate, rate)) return 3;
  report("parameter_bytes", static_cast<float>(trainer.parameter_bytes()));
  report("prediction", prediction(input));
  std::array<float, 3> losses{};
  for (std::size_t i = 0; i < losses.size(); ++i) {
    losses[i] = training_step(input, truth, 1);
    report(names[i], losses[i]);
  }
  if (!(losses[0] > losses[1] && losses[1] > losses[2] && losses[2] > 0)) return 1;
  if (training_step(input, truth, 0) != -1.0f) return 2;

  static constexpr auto no_numbers = [] {
    std::array<float, Trainer::input.shape.size()> infinities{};
    for (float& each : infinities) each = std::numeric_limits<float>::infinity();
    return infinities;
  }();
  stack_paint::spread();
  prediction(input);
  float const no_prediction = prediction(no_numbers.data());
  report_stack("prediction", stack_paint::bytes_gone());
  stack_paint::spread();
  training_step(input, truth, 1);
  float const refused = training_step(input, truth, 2);
  report_stack("training_step", stack_paint::bytes_gone());
  return refused == -1.0f && no_prediction != no_prediction ? 0 : 2;
}

}  // namespace footprint
