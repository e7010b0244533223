// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/batch_minor/product.hpp"
#include "tapeless/kernel/product_and_update.hpp"
#include "tapeless/kernel/reduction.hpp"
#include "tapeless/kernel/softmax.hpp"
#include "tapeless/run/kernel_shapes.hpp"

#include <string_view>

/// Which kernel a step of a plan runs, as a value: for tests and reports. Nothing is run by it; run/execute.hpp and the kernels decide by the
/// same predicates.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// The ways to compute what a step says.
enum class kernel_name : std::uint8_t {
  elementwise,
  tiles,                 ///< of a product: vectors of rows by some columns
  one_column,            ///< tiles of the only column
  dots,                  ///< of columns of a transposed matrix
  tiles_and_functions,   ///< elementary functions go over what tiles wrote
  update_while_reading,  ///< a product and the update of its matrix
  update_after_reading,  ///< the same, one after the other
  whole_columns,         ///< of an outer product
  repeating_columns,     ///< of an outer product: the rows of some columns fill vectors
  across_columns,        ///< of an outer product: vectors begin wherever a column ends
  long_columns,          ///< of sums over samples that are the lanes
  narrow_columns,        ///< the same, several columns to a vector
  rows_of_samples,       ///< a sum over samples, in vectors of the rows
  line_of_samples,       ///< of one number of each sample
  in_registers,          ///< a softmax of a line
  in_loops,              ///< of a longer one
  samples_transposed,    ///< of lines that are transposed, some samples at a time
  lines_close,           ///< number after number
  lines_apart,           ///< along rows
  lines_in_columns,      ///< over a matrix with gaps between its columns
  across_samples,        ///< samples are the lanes
  moving,                ///< numbers one by one
  in_order,              ///< products where there are no vectors
  with_previous,         ///< computed by the step before
};
inline constexpr std::size_t kernel_names = static_cast<std::size_t>(kernel_name::with_previous) + 1;

constexpr std::string_view spelled(kernel_name kernel) {
  constexpr std::string_view texts[kernel_names]{"elementwise",
                                                 "tiles",
                                                 "one column",
                                                 "dots",
                                                 "tiles and functions",
                                                 "update while reading",
                                                 "update after reading",
                                                 "whole columns",
                                                 "repeating columns",
                                                 "across columns",
                                                 "long columns",
                                                 "narrow columns",
                                                 "rows of samples",
                                                 "line of samples",
                                                 "in registers",
                                                 "in loops",
                                                 "samples transposed",
                                                 "lines close",
                                                 "lines apart",
                                                 "lines in columns",
                                                 "across samples",
                                                 "moving",
                                                 "in order",
                                                 "with previous"};
  return texts[static_cast<std::size_t>(kernel)];
}

/// Which operands of a step's core have a value for each sample; of a chain alone, which of its inputs.
enum class sharing : std::uint8_t {
  no_batch,         ///< nothing has
  left_shared,      ///< the second operand only
  right_shared,     ///< the first only
  all_per_sample,   ///< all, or the only one
  some_per_sample,  ///< of a chain alone: some inputs
};
constexpr std::string_view spelled(sharing how) {
  constexpr std::string_view texts[]{"no batch", "left shared", "right shared", "all per sample", "some per sample"};
  return texts[static_cast<std::size_t>(how)];
}

struct kernel_choice {
  kernel_name kernel = kernel_name::elementwise;
  plan::layout samples_lie = plan::layout::feature_minor;
  sharing operands = sharing::no_batch;
  bool with_chain = false;  ///< element-wise operations follow a core
  bool several_results = false;
  bool by_copy = false;        ///< of the transposed left operand
  bool shared_panels = false;  ///< with products of other shapes
  bool scaled = false;         ///< an outer product, by a number
  bool inlined = false;

  friend constexpr bool operator==(kernel_choice const&, kernel_choice const&) = default;
};

constexpr sharing sharing_of(plan::step const& s, plan::elementwise_code const& code) {
  if (s.kind == plan::step_kind::elementwise) {
    std::uint32_t const all = (1u << code.input_count) - 1;
    if (!s.shape.is_batched()) return sharing::no_batch;
    return code.per_sample == all ? sharing::all_per_sample : sharing::some_per_sample;
  }
  bool const left = s.left.is_batched();
  bool const has_right = s.core_inputs - (s.scaled ? 1u : 0u) > 1;
  bool const right = has_right && s.right.is_batched();
  if (!left && !right) return s.shape.is_batched() ? sharing::all_per_sample : sharing::no_batch;
  if (!has_right) return sharing::all_per_sample;
  return !left ? sharing::left_shared : right ? sharing::all_per_sample : sharing::right_shared;
}

template <class T>
constexpr kernel_name kernel_of_product(kernel::product_shape s, plan::elementwise_code const& code) {
  if (register_bytes == 0) return kernel_name::in_order;
  bool const are_columns = kernel::samples_are_columns(s);
  if (are_columns && s.functions_behind && kernel::functions_can_follow(code)) return kernel_name::tiles_and_functions;
  bool const one_column = (are_columns ? s.samples : s.columns) == 1;
  if (kernel::is_made_of_dots<T>(s)) return kernel_name::dots;
  return one_column ? kernel_name::one_column : kernel_name::tiles;
}
template <class T>
constexpr kernel_name kernel_of_product_sum(kernel::product_shape s) {
  if (s.samples != 1 || s.inner != 1) return register_bytes == 0 ? kernel_name::in_order : kernel_name::tiles;
  if (register_bytes == 0) return kernel_name::in_order;
  switch (kernel::vectors_of_outer_product<T>(s.rows, s.result_step())) {
  case kernel::outer_vectors::whole_columns: return kernel_name::whole_columns;
  case kernel::outer_vectors::repeating: return kernel_name::repeating_columns;
  case kernel::outer_vectors::across_columns: break;
  }
  return kernel_name::across_columns;
}
template <class T>
constexpr kernel_name kernel_of_softmax(kernel::softmax_shape s) {
  if (s.across_lanes && kernel::can_go_across_samples<T>(s.size, s.batch)) return kernel_name::samples_transposed;
  return kernel::can_stay_in_registers<T>(s.size) ? kernel_name::in_registers : kernel_name::in_loops;
}
constexpr kernel_name kernel_of_lines(plan::step const& s) {
  switch (kernel::lines_along(s.axis(), s.left, plan::leading_dimension(s.left)).spaced) {
  case kernel::spacing::close: return kernel_name::lines_close;
  case kernel::spacing::apart: return kernel_name::lines_apart;
  case kernel::spacing::in_columns: break;
  }
  return kernel_name::lines_in_columns;
}

template <class T>
constexpr kernel_name name_across_samples(plan::step const& s, plan::elementwise_code const& code) {
  if (s.kind != plan::step_kind::product || s.code != op::batch_product_sum) return kernel_name::across_samples;
  return kernel::batch_minor::has_long_columns<T>(product_shape_of(s, code)) ? kernel_name::long_columns
                                                                             : kernel_name::narrow_columns;
}
template <class T>
constexpr kernel_name name_along_elements(plan::step const& s, plan::elementwise_code const& code) {
  using plan::step_kind;
  switch (s.kind) {
  case step_kind::elementwise: return kernel_name::elementwise;
  case step_kind::product: {
    kernel::product_shape const shape = product_shape_of(s, code);
    if (s.code == op::batch_product_sum) return kernel_of_product_sum<T>(shape);
    if (s.with_next)
      return kernel::updates_in_one_pass<T>(shape) ? kernel_name::update_while_reading
                                                   : kernel_name::update_after_reading;
    bool const by_copy = s.scratch.where != plan::space::nowhere;
    return kernel_of_product<T>(
        by_copy ? kernel::with_left_copied(shape, plan::leading_dimension(s.left.transposed())) : shape, code);
  }
  case step_kind::batch_sum: return s.shape.size() == 1 ? kernel_name::line_of_samples : kernel_name::rows_of_samples;
  case step_kind::normalize:
    return s.chain == plan::none ? kernel_of_lines(s) : kernel_of_softmax<T>(softmax_shape_of(s));
  case step_kind::softmax_cross_entropy:
    return s.chain == plan::none && plan::has_gaps(s.left) ? kernel_name::lines_in_columns
                                                           : kernel_of_softmax<T>(softmax_shape_of(s));
  case step_kind::reduce: return kernel_of_lines(s);
  case step_kind::movement:
  case step_kind::concatenate:
  case step_kind::one_hot:
  case step_kind::pack: break;
  }
  return kernel_name::moving;
}

/// The kernel of a step for elements of type T; `code` is that of the step's chain, if it has one.
template <class T>
constexpr kernel_choice kernel_of(plan::step const& s, plan::elementwise_code const& code) {
  bool const across = s.samples_lie == plan::layout::batch_minor;
  bool const has_core = s.kind != plan::step_kind::elementwise && s.chain != plan::none;
  return {.kernel = s.with_previous ? kernel_name::with_previous
                    : across        ? name_across_samples<T>(s, code)
                                    : name_along_elements<T>(s, code),
          .samples_lie = s.samples_lie,
          .operands = sharing_of(s, code),
          .with_chain = has_core && (code.instruction_count > 1 ||
                                     (code.instructions[0] >> 24) != static_cast<std::uint32_t>(op::broadcast)),
          .several_results = s.output_count > 1,
          .by_copy = s.scratch.where != plan::space::nowhere,
          .shared_panels = s.shares,
          .scaled = s.scaled,
          .inlined = s.inlined};
}

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
