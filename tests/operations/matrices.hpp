// SPDX-License-Identifier: BSL-1.0
// The matrices that rows are about, and formulas over their lines.
#pragma once

#include "rows.hpp"

#include <numeric>

namespace operations {

inline constexpr auto A = tl::parameter<"A", 2, 3>;
inline constexpr auto B = tl::parameter<"B", 3, 2>;
inline constexpr auto C = tl::parameter<"C", 2, 3>;
inline constexpr auto v = tl::parameter<"v", 3>;
inline constexpr auto w = tl::parameter<"w", 3>;
inline constexpr auto s = tl::parameter<"s">;

/// The matrix with f(i, j) at (i, j).
template <class F>
matrix built(std::size_t rows, std::size_t columns, F const& f) {
  matrix made(rows, columns);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j) made(i, j) = f(i, j);
  return made;
}
inline matrix scalar_matrix(double number) { return {1, 1, {number}}; }

using line = std::vector<double>;
inline double total(line const& l) { return std::accumulate(l.begin(), l.end(), 0.0); }
inline double inner(line const& l, line const& r) { return std::inner_product(l.begin(), l.end(), r.begin(), 0.0); }
inline double average(line const& l) { return total(l) / static_cast<double>(l.size()); }

/// A function of lines, columns or rows of a matrix, and its derivative: one number for each line, or a line for each
/// line.
struct line_rule {
  line (*value)(line const&) = nullptr;
  line (*tangent)(line const& at, line const& moves) = nullptr;
};

/// All columns (axis 0), all rows (axis 1), or all elements as one line.
inline std::vector<line> lines_of(matrix const& m, std::uint32_t axis) {
  if (axis == tl::all_axes) return {m.values};
  std::vector<line> all(axis == 0 ? m.columns : m.rows);
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < m.columns; ++j) all[axis == 0 ? j : i].push_back(m(i, j));
  return all;
}
/// What became of the lines of m, as a matrix.
inline matrix from_lines(std::vector<line> const& all, matrix const& m, std::uint32_t axis) {
  std::size_t const length_of_each = all[0].size();
  if (axis == tl::all_axes) return length_of_each == 1 ? scalar_matrix(all[0][0]) : matrix(m.rows, m.columns, all[0]);
  return axis == 0 ? built(length_of_each, all.size(), [&](std::size_t i, std::size_t j) { return all[j][i]; })
                   : built(all.size(), length_of_each, [&](std::size_t i, std::size_t j) { return all[i][j]; });
}

/// The claim with its formulas along an axis.
inline claim along(std::uint32_t axis, line_rule const& rule, claim made) {
  made.formula = [axis, rule](point const& at) {
    std::vector<line> all = lines_of(at[0], axis);
    for (line& each : all) each = rule.value(each);
    return from_lines(all, at[0], axis);
  };
  made.tangent = [axis, rule](point const& at, point const& moves) {
    std::vector<line> all = lines_of(at[0], axis);
    std::vector<line> const moved_lines = lines_of(moves[0], axis);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = rule.tangent(all[i], moved_lines[i]);
    return from_lines(all, at[0], axis);
  };
  return made;
}

}  // namespace operations
