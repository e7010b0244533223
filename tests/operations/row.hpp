// SPDX-License-Identifier: BSL-1.0
// A row of the table of operations: what is claimed of one operation that a user can call.
#pragma once

#include "../plain_matrix.hpp"
#include "leaf_values.hpp"
#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/rules/simplifier.hpp"

#include <array>
#include <functional>
#include <string>

namespace operations {

namespace tl = tapeless;
using plain::matrix;
using point = std::vector<matrix>;  ///< a matrix for each operand

/// The operands at a kink, and what the derivative of Σ f by each of them is said to be there.
struct kink {
  point at;
  point derivative;
};

/// What is claimed of an operation, without its type.
struct claim {
  char const* name = "";       ///< as a user writes it
  char const* shape = "";      ///< the rule
  char const* value = "";      ///< in LaTeX
  char const* note = "";       ///< what else is to know of the derivative
  char const* kink_text = "";  ///< where the derivative is a convention, unless `kinks` are single numbers
  point at{};                  ///< a point away from kinks; empty: generic numbers
  std::function<matrix(point const&)> formula{};
  /// The derivative at a point where the operands move.
  std::function<matrix(point const& at, point const& moved)> tangent{};
  std::vector<kink> kinks{};
  bool is_rough_at_kinks = false;            ///< second derivatives at the kinks are not finite
  std::vector<std::uint32_t> constant_in{};  ///< operands with derivative zero on purpose
  bool is_linear = false;                    ///< the derivative is the formula, applied to what the operands move by
  bool is_declared = false;                  ///< the derivative is not that of the value, on purpose
  std::uint32_t samples = 1;                 ///< how many are bound
};

struct operand {
  tl::name identifier{};
  tl::extents shape{};
};

/// A claim with the code it is about: functions instead of types, so that what is done with them is compiled once.
struct row : claim {
  std::vector<operand> operands{};
  std::vector<operand> shown_operands{};
  tl::graph::id (*as_written)(tl::graph::plain_builder&) = nullptr;
  tl::graph::id (*shown)(tl::graph::plain_builder&) = nullptr;  ///< the expression of the document
  /// With the laws; needed only where this is not what was written, node after node (simplified.hpp).
  tl::graph::id (*with_laws)(tl::rules::simplifier&) = nullptr;
  tl::graph::id (*shown_with_laws)(tl::rules::simplifier&) = nullptr;
  bool shown_by_element = false;  ///< of single numbers: the rule is ∂f/∂x instead of an adjoint
  /// The outputs that program_outputs.hpp lists, of this row and of others, by the kernels of a program.
  std::vector<matrix> (*by_double_program)(leaf_values const&) = nullptr;
  std::vector<matrix> (*by_float_program)(leaf_values const&) = nullptr;
  std::uint32_t first_output = 0;  ///< of this row
};

struct group {
  char const* title;
  char const* file;  ///< where the rows are written down
  std::vector<row> rows;
};

/// The groups in the table's order.
enum class place {
  arithmetic,
  exponential_functions,
  angular_functions,
  steps_and_choices,
  own_primitives,
  reductions,
  reductions_along_an_axis,
  norms_and_products,
  linear_systems,
  movements,
  activations,
  hard_activations,
  losses,
  further_losses,
  random_numbers,
  batches
};
inline constexpr std::size_t places = static_cast<std::size_t>(place::batches) + 1;

/// What this program has of the table: each file of rows puts its group here. A build for a second compiler leaves some
/// files out.
inline std::array<group (*)(), places> parts_of_table{};

struct in_table {
  in_table(place where, group (*rows)()) { parts_of_table[static_cast<std::size_t>(where)] = rows; }
};

}  // namespace operations
