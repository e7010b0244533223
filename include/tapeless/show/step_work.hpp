// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/step.hpp"

/// How many numbers a kernel call moves.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Samples that a kernel writes, for a full batch.
constexpr std::uint32_t samples_of(plan::step const& step) { return step.shape.is_batched() ? step.shape.batch : 1; }

/// Elements of input number i that a kernel reads. Labels, integers of any type, count as one element for each sample.
constexpr std::uint64_t elements_read(plan::step const& step, plan::elementwise_code const* codes, std::uint32_t i) {
  if (step.kind == plan::step_kind::one_hot) return samples_of(step);
  if (step.kind == plan::step_kind::pack) return step.shape.total();
  if (i < step.core_inputs) return (i == 0 ? step.left : step.right).total();
  std::uint32_t const bit = i - step.core_inputs;
  bool const each_sample = (codes[step.chain].per_sample >> bit & 1u) != 0;
  bool const each_element = (codes[step.chain].per_element >> bit & 1u) != 0;
  return std::uint64_t{each_element ? step.shape.size() : 1} * (each_sample ? samples_of(step) : 1);
}

/// Elements that a kernel reads and writes, for a full batch: each value once, a copy twice.
constexpr std::uint64_t elements_moved(plan::step const& step, plan::elementwise_code const* codes) {
  bool const with_loss = step.kind == plan::step_kind::softmax_cross_entropy && step.chain != plan::none;
  std::uint32_t const results = step.output_count - (with_loss ? 1u : 0u);
  std::uint64_t moved = results * std::uint64_t{step.shape.total()} + (with_loss ? samples_of(step) : 0);
  for (std::uint32_t i = 0; i < step.input_count; ++i) {
    bool known = false;
    for (std::uint32_t other = 0; other < i; ++other) known = known || step.in[other] == step.in[i];
    if (!known) moved += elements_read(step, codes, i);
  }
  return step.scratch.where == plan::space::nowhere ? moved : moved + 2 * std::uint64_t{step.left.size()};
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
