// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/shape/extents.hpp"
#include "tapeless/target/current.hpp"

#include <cstdint>
#include <string_view>

/// What records say of generated C. In its text $ stands for the element type and @ for the suffix that <math.h> gives
/// a function of that type: none, or f. Matrices lie row after row.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// The function that is called. `definition` is empty for a function of <math.h>. Without a name, C has an operator or
/// a loop for it. Arguments are the operands of an element-wise operation; `x, n, stride` of one along lines, and `k`
/// if it has a value for each element; of any other operation the result, the operands, and an array: the rows and
/// columns of both operands, then the two numbers that a node knows besides (as row and column of a block; an axis,
/// from 1 on, is the second). What is summed over the samples is added to the result.
struct c_function {
  std::string_view name;
  std::string_view definition;
  std::string_view needs{};       ///< a definition that several functions share,
  std::string_view needs_then{};  ///< and one that needs that
};

/// What is computed of each line by more than one call: constants, each ended by a semicolon, what is done for each
/// element, if anything, to `sum`, which begins as 0, and of them the value. # stands for `x, n, stride`, ~ for element
/// k, ^ for that of the second operand.
struct c_line {
  std::string_view constants{};
  std::string_view value{};
  std::string_view each{};
};

/// Element (i, j) of a block within a matrix, counted row after row.
struct c_place {
  std::uint32_t row_stride = 0;
  std::uint32_t column_stride = 0;
  std::uint32_t offset = 0;
};
constexpr c_place in_rows(extents matrix, std::uint32_t row = 0, std::uint32_t column = 0) {
  return {matrix.columns, 1, row * matrix.columns + column};
}
struct c_block {
  std::uint32_t rows = 0;
  std::uint32_t columns = 0;
  c_place to{};
  c_place from{};
};
/// What a movement puts where: a block of its first operand, and one of its second, if there is one.
struct c_moves {
  c_block first{};
  c_block second{};
  bool clears = false;  ///< before: some elements are zeros
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
