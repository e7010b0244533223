// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// The kernels there are, by name, and why one is chosen: what plan/select.hpp decides, and what tests and reports say
/// of it.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

enum class kernel_id : std::uint8_t {
  elementwise,
  tiles,                 ///< of a product: register tiles, vectors of rows by some columns
  dots,                  ///< dot products with the columns of a transposed matrix
  tiles_and_functions,   ///< elementary functions go over what tiles wrote
  update_while_reading,  ///< a product and the update of its matrix in one pass over it
  whole_columns,         ///< of an outer product: columns begin at vector boundaries
  repeating_columns,     ///< of an outer product: the rows of some columns fill vectors
  across_columns,        ///< of an outer product: vectors begin wherever a column ends
  long_columns,          ///< of sums over samples that are the lanes: column by column
  narrow_columns,        ///< of sums over samples that are the lanes: several columns to a vector
  rows_of_samples,       ///< a sum over samples, in vectors of the rows
  line_of_samples,       ///< a sum over samples of one element each
  in_registers,          ///< a softmax of a line that stays in registers
  in_loops,              ///< a softmax of a line that is too long for vector registers, or where there are none
  samples_transposed,    ///< softmaxes of lines that are transposed, some samples at a time
  lines_close,           ///< reductions and normalizations of contiguous lines
  lines_apart,           ///< reductions and normalizations of strided lines
  lines_in_columns,      ///< reductions over a matrix with padding between its columns
  across_samples,        ///< samples are the lanes
  moving,                ///< elements one by one
  reference,             ///< the value of the operation's record, as the interpreter has it
  in_order,              ///< products where there are no vectors
  with_previous,         ///< computed by the step before
};
inline constexpr std::size_t kernel_count = static_cast<std::size_t>(kernel_id::with_previous) + 1;

constexpr std::string_view spelled(kernel_id kernel) {
  constexpr std::string_view texts[kernel_count]{"elementwise",
                                                 "tiles",

                                                 "dots",
                                                 "tiles and functions",
                                                 "update while reading",
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
                                                 "reference",
                                                 "in order",
                                                 "with previous"};
  return texts[static_cast<std::size_t>(kernel)];
}

/// Why a kernel is chosen.
enum class reason : std::uint8_t {
  only_one,            ///< no other computes the step
  no_vectors,          ///< the target has no vector registers
  wanted,              ///< the program's options say so
  general,             ///< no special case applies
  transposed_operand,  ///< the lines of a transposed matrix are contiguous
  costly_functions,    ///< elementary functions would leave a tile no registers
  reads_matrix_once,   ///< what one kernel reads the other writes
  columns_aligned,     ///< columns begin at vector boundaries
  rows_repeat,         ///< rows repeat after few vectors, which stay in registers
  short_columns,       ///< a column does not fill a vector of samples, some together do
  fits_registers,      ///< a line stays in registers
  many_samples,        ///< to transpose them takes less time than sums across lanes
  samples_in_lanes,    ///< the layout of the program
};
inline constexpr std::size_t reason_count = static_cast<std::size_t>(reason::samples_in_lanes) + 1;

constexpr std::string_view spelled(reason why) {
  constexpr std::string_view texts[reason_count]{
      "only one",         "no vectors",        "wanted",          "general",     "transposed operand",
      "costly functions", "reads matrix once", "columns aligned", "rows repeat", "short columns",
      "fits registers",   "many samples",      "samples in lanes"};
  return texts[static_cast<std::size_t>(why)];
}

/// Some of the kernels.
struct kernel_set {
  std::uint32_t bits = 0;

  constexpr bool contains(kernel_id kernel) const { return (bits >> static_cast<unsigned>(kernel) & 1u) != 0; }
  constexpr kernel_set with(kernel_id kernel) const { return {bits | 1u << static_cast<unsigned>(kernel)}; }

  friend constexpr bool operator==(kernel_set const&, kernel_set const&) = default;
};
static_assert(kernel_count <= 32);

/// What a program's options say about kernels: one that is wanted is taken wherever it can compute the step, one that
/// is unwanted only where no other can.
struct kernel_options {
  kernel_set wanted{};
  kernel_set unwanted{};

  friend constexpr bool operator==(kernel_options const&, kernel_options const&) = default;
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
