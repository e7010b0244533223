// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/step.hpp"

/// Steps that one kernel computes together, because they read the same.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

constexpr bool reads(step const& s, place where) {
  bool found = false;
  for (std::uint32_t i = 0; i < s.input_count; ++i) found = found || s.in[i] == where;
  return found;
}
constexpr bool writes(step const& s, place where) {
  bool found = false;
  for (std::uint32_t o = 0; o < s.output_count; ++o) found = found || s.out[o] == where;
  return found;
}

/// Whether a step computes Wᵀ·d for one sample and the next one updates W from the outer product of d with another vector: then one kernel
/// reads each number of W once for both. (A writer runs right behind the last reader, so it is the next.)
constexpr bool can_update_while_reading(step const& first, step const& second) {
  bool const is_one_sample = first.right.batch <= 1 && second.left.batch <= 1 && second.right.batch <= 1;
  bool const multiplies = first.kind == step_kind::product && first.code == op::product && first.left_transposed &&
                          !first.right_transposed && !first.left.is_batched() && first.right.columns == 1;
  bool const updates = second.code == op::batch_product_sum && !second.left_transposed && second.right_transposed &&
                       second.left.columns == 1 && second.right.columns == 1;
  if (register_bytes == 0 || !is_one_sample || !multiplies || !updates) return false;
  bool writes_matrix = false;
  for (std::uint32_t o = 0; o < second.output_count; ++o) {
    if (second.out[o].where != space::leaf) return false;
    writes_matrix = writes_matrix || second.out[o] == first.in[0];
  }
  bool reads_result = false;
  for (std::uint32_t o = 0; o < first.output_count; ++o) reads_result = reads_result || reads(second, first.out[o]);
  return writes_matrix && !reads_result && first.in[0].where == space::leaf && second.in[0] == first.in[1];
}

/// Whether `bias` sums over the samples what `weights` sums the outer products of, and both lie number after number: then one kernel reads it
/// once for the gradients of W and of b. For few rows, whose sums stay in registers beside those of W.
constexpr bool can_sum_together(step const& weights, step const& bias) {
  constexpr std::uint32_t most_rows = register_count == 32 ? 8 : 0;
  for (std::uint32_t o = 0; o < weights.output_count; ++o)
    if (reads(bias, weights.out[o])) return false;
  return weights.samples_lie == layout::batch_minor && weights.code == op::batch_product_sum &&
         weights.kind == step_kind::product && bias.kind == step_kind::batch_sum && bias.in[0] == weights.in[0] &&
         weights.shape.rows <= most_rows;
}

/// Whether a step may be computed behind a later one that shares its first operand: all else it reads and all it writes are leaves, and nothing
/// between writes what it reads, or touches what it writes.
template <std::size_t Steps>
constexpr bool can_wait(std::array<step, Steps> const& steps, std::size_t waiting, std::size_t last) {
  step const& s = steps[waiting];
  for (std::uint32_t i = 1; i < s.input_count; ++i)
    if (s.in[i].where == space::workspace) return false;
  for (std::uint32_t o = 0; o < s.output_count; ++o)
    if (s.out[o].where != space::leaf) return false;
  for (std::size_t p = waiting + 1; p <= last; ++p) {
    for (std::uint32_t i = 0; i < s.input_count; ++i)
      if (writes(steps[p], s.in[i])) return false;
    for (std::uint32_t o = 0; o < s.output_count; ++o)
      if (reads(steps[p], s.out[o]) || writes(steps[p], s.out[o])) return false;
  }
  return true;
}

/// How many steps may lie between two that are brought together. (A layer has one, the product that goes on backward; looking farther would
/// take a compiler a time that grows with the square of the depth.)
inline constexpr std::size_t most_steps_between = 3;

/// Moves sums over samples behind the weight gradients that read the same.
template <std::size_t Steps>
constexpr void bring_sums_together(std::array<step, Steps>& steps) {
  for (std::size_t p = Steps; p-- > 0;)  // from the back: what moves passes no step that is still to be looked at
    for (std::size_t later = p + 1; later < Steps && later <= p + 1 + most_steps_between; ++later) {
      if (!can_sum_together(steps[later], steps[p]) || !can_wait(steps, p, later)) continue;
      step const waiting = steps[p];
      for (std::size_t each = p; each < later; ++each) steps[each] = steps[each + 1];
      steps[later] = waiting;
      break;
    }
}

/// Pairs neighbours: the first computes the second too.
template <std::size_t Steps>
constexpr void pair(std::array<step, Steps>& steps, options const& how = {}) {
  if (how.sums_together) bring_sums_together(steps);
  for (std::size_t p = 0; p + 1 < Steps; ++p) {
    if (steps[p].with_previous) continue;
    bool const together = (how.updates_while_reading && can_update_while_reading(steps[p], steps[p + 1])) ||
                          (how.sums_together && can_sum_together(steps[p], steps[p + 1]));
    steps[p].with_next = steps[p + 1].with_previous = together;
  }
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
