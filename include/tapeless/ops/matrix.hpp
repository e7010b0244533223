// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/detail.hpp"
#include "tapeless/shape/extents.hpp"
#include "tapeless/target/current.hpp"

/// What the value of an operation that is not element-wise reads and writes: matrices as they lie in memory, and the
/// lines of such.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// What an operation knows besides its operands: a node without its place in a graph.
struct attributes {
  std::uint64_t detail = 0;
  bool left_transposed = false;   ///< products only
  bool right_transposed = false;  ///< products only

  constexpr std::uint32_t axis() const { return axis_of(detail); }
  constexpr std::uint32_t row() const { return row_of(detail); }
  constexpr std::uint32_t column() const { return column_of(detail); }
};

/// A matrix stored column after column, `step` numbers apart.
template <class T>
struct matrix {
  T* data;
  extents shape;
  std::uint32_t step = shape.rows;

  constexpr T& operator()(std::uint32_t i, std::uint32_t j) const { return data[j * step + i]; }
};

/// `block` into `to`, its first element at (row, column) there.
template <class T>
constexpr void place_block(matrix<T> to, std::uint32_t row, std::uint32_t column, matrix<T const> block) {
  for (std::uint32_t j = 0; j < block.shape.columns; ++j)
    for (std::uint32_t i = 0; i < block.shape.rows; ++i) to(row + i, column + j) = block(i, j);
}
template <class T>
constexpr void fill_zero(matrix<T> to) {
  for (std::uint32_t e = 0; e < to.step * to.shape.columns; ++e) to.data[e] = T{};
}

/// How the numbers of a line lie in memory: close, each `step` from the one before, or in columns of `rows` that are
/// `step` apart.
enum class spacing : std::uint8_t { close, apart, in_columns };

template <class T, spacing Spaced = spacing::close>
struct line {
  T* data;
  std::uint32_t size;
  std::uint32_t step = 1;
  std::uint32_t rows = 1;

  constexpr T& operator[](std::uint32_t i) const {
    if constexpr (Spaced == spacing::close) {
      return data[i];
    } else if constexpr (Spaced == spacing::apart) {
      return data[i * step];
    } else {
      return data[i / rows * step + i % rows];
    }
  }
};
template <class T>
line(T*, std::uint32_t) -> line<T>;

/// The lines of a matrix stored column after column: the whole of it, its columns (axis 0) or its rows (axis 1).
struct lines {
  std::uint32_t count = 1;
  std::uint32_t size = 1;
  std::uint32_t first_step = 0;  ///< from the first element of a line to that of the next
  std::uint32_t step = 1;        ///< from element to element, or from column to column
  std::uint32_t rows = 1;        ///< of each column
  spacing spaced = spacing::close;

  /// Line l of the matrix at `data`.
  template <spacing Spaced, class T>
  constexpr line<T, Spaced> at(T* data, std::uint32_t l) const {
    return {data + l * first_step, size, step, rows};
  }
};
constexpr lines lines_along(std::uint32_t axis, extents shape, std::uint32_t leading_dimension) {
  if (axis == 0) return {shape.columns, shape.rows, leading_dimension, 1};
  if (axis == 1) return {shape.rows, shape.columns, 1, leading_dimension, 1, spacing::apart};
  if (shape.rows == leading_dimension) return {1, shape.size(), 0, 1};
  return {1, shape.size(), 0, leading_dimension, shape.rows, spacing::in_columns};
}
constexpr lines lines_along(std::uint32_t axis, extents shape) { return lines_along(axis, shape, shape.rows); }

/// f(line of y, line of a, …) for the lines of matrices of equal shape, whatever lies between their columns.
template <class F, class T, class... From>
constexpr void for_each_line(std::uint32_t axis, F const& f, matrix<T> y, From... a) {
  auto const of = [axis](auto m, std::uint32_t l) {
    return lines_along(axis, m.shape, m.step).template at<spacing::in_columns>(m.data, l);
  };
  for (std::uint32_t l = 0; l < lines_along(axis, y.shape).count; ++l) f(of(y, l), of(a, l)...);
}

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
