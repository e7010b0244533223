// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/kernel_id.hpp"
#include "tapeless/plan/step.hpp"
#include "tapeless/plan/storage.hpp"

/// What kernels are told of a step, as their template arguments: shapes, strides, and which of the ways to compute it
/// they are.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// C = op(A)·op(B): C is rows×columns, the inner extent is `inner`; all matrices are stored column after column.
/// `samples` is how many there can be at most. A leading dimension is how far the columns of a matrix are apart; 0 says
/// that they lie close.
struct product_shape {
  std::uint32_t rows = 1;
  std::uint32_t columns = 1;
  std::uint32_t inner = 1;
  bool left_transposed = false;
  bool right_transposed = false;
  std::uint32_t samples = 1;
  bool one_left = false;                ///< for all samples
  bool by_list = true;                  ///< samples may be chosen by a list
  bool right_has_room = false;          ///< behind the last number of B: whole vectors may be read
  kernel_id kernel = kernel_id::tiles;  ///< that computes it (plan/select.hpp)
  // What is mostly zero comes last: compilers leave trailing zeros out of the names of kernels.
  std::uint32_t left_leading = 0;
  std::uint32_t right_leading = 0;
  std::uint32_t leading = 0;

  /// From one column to the next, of A, of B and of C.
  constexpr std::uint32_t left_step() const {
    return left_leading != 0 ? left_leading : left_transposed ? inner : rows;
  }
  constexpr std::uint32_t right_step() const {
    return right_leading != 0 ? right_leading : right_transposed ? columns : inner;
  }
  constexpr std::uint32_t result_step() const { return leading != 0 ? leading : rows; }

  constexpr std::uint32_t left_row_step() const { return left_transposed ? left_step() : 1; }
  constexpr std::uint32_t left_inner_step() const { return left_transposed ? 1 : left_step(); }
  constexpr std::uint32_t right_inner_step() const { return right_transposed ? right_step() : 1; }
  constexpr std::uint32_t right_column_step() const { return right_transposed ? 1 : right_step(); }
  /// Whether there is room behind the columns of A for whole vectors of so many lanes.
  constexpr bool left_has_room(std::uint32_t lanes) const {
    return left_step() > (left_transposed ? inner : rows) && left_step() % lanes == 0;
  }

  friend constexpr bool operator==(product_shape const&, product_shape const&) = default;
};

/// Whether the vectors of all samples are the columns of one matrix.
constexpr bool samples_are_columns(product_shape const& s) { return s.columns == 1 && s.samples > 1 && s.one_left; }

/// What is left of a product whose left operand has been transposed.
constexpr product_shape with_left_copied(product_shape shape, std::uint32_t step) {
  shape.left_transposed = shape.right_has_room = false;
  shape.one_left = true;
  shape.left_leading = step;
  return shape;
}

/// What a softmax of several samples is given: lines of `size` elements, at most `batch` of them, padded in memory up
/// to a whole vector or not.
struct softmax_shape {
  std::uint32_t size;
  std::uint32_t batch = 1;
  bool has_room = false;
  bool truth_is_class = false;             ///< of a cross-entropy, instead of the one-hot vector
  kernel_id kernel = kernel_id::in_loops;  ///< that computes it (plan/select.hpp)

  friend constexpr bool operator==(softmax_shape const&, softmax_shape const&) = default;
};

/// The leading dimension, or 0 where there is no padding between columns: kernels of equal shapes are then one.
constexpr std::uint32_t leading_dimension_where_gaps(extents shape, targets::description const& on) {
  return has_gaps(shape, on) ? leading_dimension(shape, on) : 0;
}

/// How many samples there is room for in what a step reads and writes; where they lie number after number, from one
/// number to the next.
constexpr std::uint32_t room_for_samples(step const& s, targets::description const& on = targets::current) {
  std::uint32_t const most = s.shape.is_batched() ? s.shape.batch : s.left.is_batched() ? s.left.batch : s.right.batch;
  return s.samples_lie == layout::batch_minor ? batch_stride(most, on) : most;
}

constexpr softmax_shape softmax_shape_of(step const& s) {
  return {s.left.size(), s.left.is_batched() ? s.left.batch : 1, (s.room_behind & 1) != 0, has_class_as_truth(s)};
}

/// Whether a list may choose the samples of something that the step reads: the user's data.
constexpr bool reads_by_list(step const& s, elementwise_code const& code) {
  bool const batched[]{s.left.is_batched(), s.right.is_batched(), false};
  for (std::uint32_t nth = 0; nth < s.input_count; ++nth) {
    bool const per_sample = nth < s.core_inputs ? batched[nth] : (code.per_sample >> (nth - s.core_inputs) & 1u) != 0;
    if (s.in[nth].where == space::leaf && per_sample) return true;
  }
  return false;
}

constexpr product_shape product_shape_of(step const& s, elementwise_code const& code,
                                         targets::description const& on = targets::current) {
  std::uint32_t const samples = room_for_samples(s, on);
  return {.rows = s.shape.rows,
          .columns = s.shape.columns,
          .inner = s.left_transposed ? s.left.rows : s.left.columns,
          .left_transposed = s.left_transposed,
          .right_transposed = s.right_transposed,
          .samples = samples == 0 ? 1 : samples,
          .one_left = !s.left.is_batched(),
          .by_list = reads_by_list(s, code),
          .right_has_room = s.left_transposed && (s.room_behind & 2) != 0,
          .left_leading = leading_dimension_where_gaps(s.left, on),
          .right_leading = leading_dimension_where_gaps(s.right, on),
          .leading = leading_dimension_where_gaps(s.shape, on)};
}

/// A descriptor that says which kernel it is for.
template <class Descriptor>
constexpr Descriptor by_kernel(Descriptor given, kernel_id kernel) {
  given.kernel = kernel;
  return given;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
