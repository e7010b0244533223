// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/step.hpp"
#include "tapeless/plan/storage.hpp"

/// Steps that one kernel computes together, because they read the same.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

constexpr bool reads(step const& s, place where) {
  bool found = false;
  for (std::uint32_t i = 0; i < s.input_count; ++i) found = found || s.in[i] == where;
  return found;
}

/// Which input of its chain a step finds at a place, or none.
constexpr std::uint32_t chain_input_at(step const& s, place where) {
  for (std::uint32_t i = s.core_inputs; i < s.input_count; ++i)
    if (s.in[i] == where) return i - s.core_inputs;
  return none;
}

/// Whether a step computes Wᵀ·d for one sample and the next one updates W from the outer product of d with another
/// vector: then one kernel reads each number of W once for both. (A writer runs right behind the last reader, so it is
/// the next.)
constexpr bool can_update_while_reading(step const& first, step const& second, targets::description const& on) {
  bool const is_one_sample = first.right.batch <= 1 && second.left.batch <= 1 && second.right.batch <= 1;
  bool const multiplies = first.kind == step_kind::product && first.code == op::product && first.left_transposed &&
                          !first.right_transposed && !first.left.is_batched() && first.right.columns == 1;
  bool const updates = second.code == op::batch_product_sum && !second.left_transposed && second.right_transposed &&
                       second.left.columns == 1 && second.right.columns == 1;
  // a column that ends inside a vector would be written with a mask, and the read behind that waits
  if (!is_one_sample || !multiplies || !updates || !has_columns_of_whole_vectors(first.left, on)) return false;
  bool writes_matrix = false;
  for (std::uint32_t o = 0; o < second.output_count; ++o) {
    if (second.out[o].where != space::leaf) return false;
    writes_matrix = writes_matrix || second.out[o] == first.in[0];
  }
  bool reads_result = false;
  for (std::uint32_t o = 0; o < first.output_count; ++o) reads_result = reads_result || reads(second, first.out[o]);
  return writes_matrix && !reads_result && first.in[0].where == space::leaf && second.in[0] == first.in[1];
}

/// Pairs neighbours: the first computes the second too.
template <std::size_t Steps>
constexpr void pair(std::array<step, Steps>& steps, options const& how = {}) {
  for (std::size_t p = 0; p + 1 < Steps; ++p) {
    if (steps[p].with_previous) continue;
    bool const together = how.updates_while_reading && can_update_while_reading(steps[p], steps[p + 1], how.target);
    steps[p].with_next = steps[p + 1].with_previous = together;
  }
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
