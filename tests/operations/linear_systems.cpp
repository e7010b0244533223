// SPDX-License-Identifier: BSL-1.0
// test: unoptimized, clang suffices
// Linear systems and factors of matrices. The formulas are Gauss's and Cholesky's, in long double.
#include "tapeless/expr/linear_algebra.hpp"

#include "matrices.hpp"
#include "tapeless/expr/function.hpp"
#include "tapeless/expr/structure.hpp"

#include <utility>

namespace operations {
namespace {

constexpr auto square_matrix = tl::parameter<"S", 3, 3>;
matrix const one_that_swaps(3, 3, {0.3, 1.2, -0.7, 1.9, -0.4, 0.8, -0.6, 0.5, 1.4});
matrix const positive_definite(3, 3, {1.7, 0.4, -0.3, 0.4, 1.2, 0.2, -0.3, 0.2, 0.9});
matrix const right_side(3, 1, {0.8, -1.1, 0.45});
matrix const right_sides(3, 2, {0.8, -0.4, -1.1, 0.6, 0.45, 1.3});

/// A⁻¹·B, and the determinant of A.
std::pair<matrix, double> eliminated(matrix const& a, matrix const& b) {
  std::size_t const n = a.rows;
  std::vector<std::vector<long double>> rows(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) rows[i].push_back(static_cast<long double>(a(i, j)));
    for (std::size_t j = 0; j < b.columns; ++j) rows[i].push_back(static_cast<long double>(b(i, j)));
  }
  long double determinant = 1;
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k; i < n; ++i)
      if (std::abs(rows[i][k]) > std::abs(rows[pivot][k])) pivot = i;
    if (pivot != k) determinant = -determinant;
    std::swap(rows[k], rows[pivot]);
    determinant *= rows[k][k];
    for (std::size_t i = 0; i < n; ++i) {
      long double const factor = i == k ? 0 : rows[i][k] / rows[k][k];
      for (std::size_t j = 0; j < n + b.columns; ++j) rows[i][j] -= factor * rows[k][j];
    }
  }
  matrix const x = built(
      n, b.columns, [&](std::size_t i, std::size_t j) { return static_cast<double>(rows[i][n + j] / rows[i][i]); });
  return {x, static_cast<double>(determinant)};
}
matrix solved(matrix const& a, matrix const& b) { return eliminated(a, b).first; }
matrix inverse_of(matrix const& a) {
  return solved(a, built(a.rows, a.rows, [](std::size_t i, std::size_t j) { return i == j ? 1 : 0; }));
}
matrix lower(matrix const& of) {
  matrix m = of;
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = i + 1; j < m.columns; ++j) m(i, j) = 0;
  return m;
}
matrix upper(matrix const& m) { return plain::transposed(lower(plain::transposed(m))); }
matrix whole(matrix const& m) { return m; }

/// The claim of the X with part(A)·X = B.
template <matrix (*Part)(matrix const&)>
claim system(claim made, matrix const& b) {
  made.at = {one_that_swaps, b};
  made.formula = [](point const& at) { return solved(Part(at[0]), at[1]); };
  made.tangent = [](point const& at, point const& moves) {
    matrix const of_matrix = Part(moves[0]) * solved(Part(at[0]), at[1]);
    return solved(Part(at[0]), moves[1] - of_matrix);
  };
  return made;
}

matrix factor(matrix const& a) {
  matrix l(a.rows, a.rows);
  for (std::size_t j = 0; j < a.rows; ++j)
    for (std::size_t i = j; i < a.rows; ++i) {
      auto rest = static_cast<long double>(a(i, j));
      for (std::size_t k = 0; k < j; ++k) rest -= static_cast<long double>(l(i, k)) * static_cast<long double>(l(j, k));
      l(i, j) = static_cast<double>(i == j ? std::sqrt(rest) : rest / static_cast<long double>(l(j, j)));
    }
  return l;
}
matrix half(matrix m) {
  for (std::size_t i = 0; i < m.rows; ++i) m(i, i) /= 2;
  return lower(m);
}
matrix factor_moves(point const& at, point const& moves) {
  matrix const l = factor(at[0]);
  matrix const moved = lower(moves[0]);
  matrix const symmetric = half(moved) + plain::transposed(half(moved));
  return l * half(plain::transposed(solved(l, plain::transposed(solved(l, symmetric)))));
}
double trace_of_product(matrix const& a, matrix const& b) {
  double made = 0;
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < a.columns; ++j) made += a(i, j) * b(j, i);
  return made;
}

}  // namespace

group linear_systems() {
  return {
      "Linear systems and factors", "tests/operations/linear_systems.cpp",
      together(
          structured<square_matrix, v>([](auto a, auto b) { return solve(a, b); },
                                       system<whole>({.name = "solve(S, v)",
                                                      .shape = "n×n, n×k → n×k",
                                                      .value = R"(S^{-1} v)",
                                                      .note = "infinite or NaN where S is singular"},
                                                     right_side)),
          structured<square_matrix, B>(
              [](auto a, auto b) { return solve(a, b); },
              system<whole>({.name = "solve(S, B)", .shape = "n×n, n×k → n×k", .value = R"(S^{-1} B)"}, right_sides)),
          structured<square_matrix, B>(
              [](auto a, auto b) { return solve_lower(a, b); },
              system<lower>(
                  {.name = "solve_lower(S, B)", .shape = "n×n, n×k → n×k", .value = R"(\operatorname{tril}(S)^{-1} B)"},
                  right_sides)),
          structured<square_matrix, B>(
              [](auto a, auto b) { return solve_upper(a, b); },
              system<upper>(
                  {.name = "solve_upper(S, B)", .shape = "n×n, n×k → n×k", .value = R"(\operatorname{triu}(S)^{-1} B)"},
                  right_sides)),
          structured<square_matrix>(
              [](auto a) { return inverse(a); },
              {.name = "inverse(S)",
               .shape = "n×n → n×n",
               .value = R"(S^{-1})",
               .at = {one_that_swaps},
               .formula = [](point const& at) { return inverse_of(at[0]); },
               .tangent = [](point const& at,
                             point const& moves) { return -1 * (inverse_of(at[0]) * moves[0] * inverse_of(at[0])); }}),
          structured<square_matrix>(
              [](auto a) { return determinant(a); },
              {.name = "determinant(S)",
               .shape = "n×n → scalar",
               .value = R"(\det S)",
               .note = "NaN where S is singular",
               .at = {one_that_swaps},
               .formula = [](point const& at) { return scalar_matrix(eliminated(at[0], at[0]).second); },
               .tangent =
                   [](point const& at, point const& moves) {
                     return scalar_matrix(eliminated(at[0], at[0]).second *
                                          trace_of_product(inverse_of(at[0]), moves[0]));
                   }}),
          structured<square_matrix>(
              [](auto a) { return logdet(a); },
              {.name = "logdet(S)",
               .shape = "n×n → scalar",
               .value = R"(\log \lvert \det S \rvert)",
               .at = {one_that_swaps},
               .formula =
                   [](point const& at) { return scalar_matrix(std::log(std::abs(eliminated(at[0], at[0]).second))); },
               .tangent =
                   [](point const& at, point const& moves) {
                     return scalar_matrix(trace_of_product(inverse_of(at[0]), moves[0]));
                   }}),
          structured<square_matrix>([](auto a) { return cholesky(a); },
                                    {.name = "cholesky(S)",
                                     .shape = "n×n → n×n",
                                     .value = R"(L \text{ with } L L^{\top} = S)",
                                     .note = "the lower triangle of S is read; NaN where S is not positive definite",
                                     .at = {positive_definite},
                                     .formula = [](point const& at) { return factor(at[0]); },
                                     .tangent = factor_moves}))};
}
in_table const has_linear_systems(place::linear_systems, linear_systems);

}  // namespace operations
