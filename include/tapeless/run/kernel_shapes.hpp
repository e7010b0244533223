// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/movement.hpp"
#include "tapeless/kernel/product_shape.hpp"
#include "tapeless/kernel/softmax.hpp"
#include "tapeless/plan/step.hpp"
#include "tapeless/plan/storage.hpp"

/// The shapes of a step in the words of the kernels.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

constexpr kernel::stored_shape stored(extents shape) { return {shape, plan::leading_dimension(shape)}; }
/// What a kernel need not be told where columns lie close: 0.
constexpr std::uint32_t leading_dimension_where_gaps(extents shape) {
  return plan::has_gaps(shape) ? plan::leading_dimension(shape) : 0;
}

/// How many samples there is room for in what a step reads and writes; where they lie number after number, from one number to the next.
constexpr std::uint32_t room_for_samples(plan::step const& s) {
  std::uint32_t const most = s.shape.is_batched() ? s.shape.batch : s.left.is_batched() ? s.left.batch : s.right.batch;
  return s.samples_lie == plan::layout::batch_minor ? plan::batch_stride(most) : most;
}

constexpr kernel::softmax_shape softmax_shape_of(plan::step const& s) {
  return {s.left.size(), s.left.is_batched() ? s.left.batch : 1, (s.room_behind & 1) != 0,
          s.kernels.samples_across_lanes};
}

/// Whether a list may choose the samples of something that the step reads: the user's data.
constexpr bool reads_by_list(plan::step const& s, plan::elementwise_code const& code) {
  bool const batched[]{s.left.is_batched(), s.right.is_batched(), false};
  for (std::uint32_t nth = 0; nth < s.input_count; ++nth) {
    bool const per_sample = nth < s.core_inputs ? batched[nth] : (code.per_sample >> (nth - s.core_inputs) & 1u) != 0;
    if (s.in[nth].where == plan::space::leaf && per_sample) return true;
  }
  return false;
}

constexpr kernel::product_shape product_shape_of(plan::step const& s, plan::elementwise_code const& code) {
  std::uint32_t const samples = room_for_samples(s);
  return {.rows = s.shape.rows,
          .columns = s.shape.columns,
          .inner = s.left_transposed ? s.left.rows : s.left.columns,
          .left_transposed = s.left_transposed,
          .right_transposed = s.right_transposed,
          .samples = samples == 0 ? 1 : samples,
          .one_left = !s.left.is_batched(),
          .by_list = reads_by_list(s, code),
          .right_has_room = s.left_transposed && (s.room_behind & 2) != 0,
          .left_leading = leading_dimension_where_gaps(s.left),
          .right_leading = leading_dimension_where_gaps(s.right),
          .leading = leading_dimension_where_gaps(s.shape),
          .functions_behind = s.kernels.functions_behind_tiles};
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
