// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/linear_algebra.hpp"

/// Linear systems and determinants by triangular factors with partial pivoting.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// P·A = L·U with partial pivoting: U on and above the diagonal, L below it (its diagonal is 1), and in one more
/// column, for each row, with which one it was swapped. Where a column has no pivot U is singular, and what is solved
/// with it is infinite or NaN. The factors stand for A: their adjoint and their tangent are those of A, beside a column
/// of zeros.
template <>
struct record<op::lu> : of_matrices {
  static constexpr notation written{"lu", R"(\operatorname{lu})", {}};
  static constexpr c_function c99{
      "lu", "/* P A = L U, and beside both factors with which row each was swapped */\n"
            "static void lu($* y, $ const* a, int const* size) {\n"
            "  int const n = size[0], width = n + 1;\n"
            "  for (int i = 0; i < n; ++i)\n"
            "    for (int j = 0; j < n; ++j) y[i * width + j] = a[i * n + j];\n"
            "  for (int k = 0; k < n; ++k) {\n"
            "    int pivot = k;\n"
            "    for (int i = k + 1; i < n; ++i)\n"
            "      if (fabs@(y[i * width + k]) > fabs@(y[pivot * width + k])) pivot = i;\n"
            "    y[k * width + n] = ($)pivot;\n"
            "    for (int j = 0; j < n; ++j) {\n"
            "      $ const upper = y[pivot * width + j];\n"
            "      y[pivot * width + j] = y[k * width + j];\n"
            "      y[k * width + j] = upper;\n"
            "    }\n"
            "    for (int i = k + 1; i < n; ++i) {\n"
            "      $ const divisor = y[k * width + k];\n"
            "      y[i * width + k] = divisor == 0 ? 0 : y[i * width + k] / divisor;\n"
            "      for (int j = k + 1; j < n; ++j) y[i * width + j] -= y[i * width + k] * y[k * width + j];\n"
            "    }\n"
            "  }\n"
            "}\n"};
  static constexpr extents shape(auto const&, extents a, extents) { return {a.rows, a.columns + 1, a.batch}; }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    std::uint32_t const size = y.shape.rows;
    place_block(y, 0, 0, a);
    for (std::uint32_t k = 0; k < size; ++k) {
      std::uint32_t pivot = k;
      for (std::uint32_t i = k + 1; i < size; ++i)
        if (math::abs(y(i, k)) > math::abs(y(pivot, k))) pivot = i;
      y(k, size) = static_cast<T>(pivot);
      for (std::uint32_t j = 0; j < size; ++j) swap_elements(y(k, j), y(pivot, j));
      for (std::uint32_t i = k + 1; i < size; ++i) {
        y(i, k) = y(k, k) == T{} ? T{} : math::quotient(y(i, k), y(k, k));
        for (std::uint32_t j = k + 1; j < size; ++j) y(i, j) -= y(i, k) * y(k, j);
      }
    }
  }
  static constexpr auto vjp(auto& b, auto const& n, auto, std::uint32_t, auto g) {
    return matrix_of(b, g, b[n.a].shape);
  }
  static constexpr auto jvp(auto& b, auto const& n, auto, auto da, auto) { return factors_of(b, da, n.shape); }

  template <class T>
  static constexpr void swap_elements(T& a, T& b) {
    T const first = a;
    a = b;
    b = first;
  }
  /// Between adjoints or tangents of factors, and those of what they stand for.
  static constexpr auto matrix_of(auto& b, auto of_factors, extents shape) { return b.slice(of_factors, 0, 0, shape); }
  static constexpr auto factors_of(auto& b, auto of_matrix, extents factors) { return b.pad(of_matrix, 0, 0, factors); }
  /// With which row k was swapped.
  template <class T>
  static constexpr std::uint32_t swapped(matrix<T const> factors, std::uint32_t k) {
    return static_cast<std::uint32_t>(factors(k, factors.shape.rows));
  }
  static constexpr extents matrix_shape(extents factors) { return {factors.rows, factors.rows, factors.batch}; }
};

/// X = A⁻¹·B, or A⁻ᵀ·B. With W = A⁻ᵀ·G, or A⁻¹·G: the adjoint of B is W, that of A is −W·Xᵀ, or −X·Wᵀ.
template <op Code, op Transposed>
struct linear_system : of_matrices {
  static constexpr bool is_transposed = Code == op::solve_transposed;
  static constexpr std::uint64_t cost(extents a, extents b) { return std::uint64_t{2} * a.rows * a.rows * b.columns; }
  static constexpr extents shape(auto const&, extents a, extents b) { return b.with_batch(shape::common_batch(a, b)); }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    std::uint32_t const size = y.shape.rows;
    place_block(y, 0, 0, b);
    for (std::uint32_t j = 0; j < y.shape.columns; ++j) {
      for (std::uint32_t k = 0; k < size && !is_transposed; ++k) swap_with(y, j, k, a);
      for (std::uint32_t i = 0; i < size; ++i) {
        for (std::uint32_t k = 0; k < i; ++k) y(i, j) -= (is_transposed ? a(k, i) : a(i, k)) * y(k, j);
        if (is_transposed) y(i, j) = math::quotient(y(i, j), a(i, i));
      }
      for (std::uint32_t i = size; i-- > 0;) {
        for (std::uint32_t k = i + 1; k < size; ++k) y(i, j) -= (is_transposed ? a(k, i) : a(i, k)) * y(k, j);
        if (!is_transposed) y(i, j) = math::quotient(y(i, j), a(i, i));
      }
      for (std::uint32_t k = size; k-- > 0 && is_transposed;) swap_with(y, j, k, a);
    }
  }
  template <class Id>
  static constexpr Id vjp(auto& b, auto const& n, Id y, std::uint32_t which, Id g) {
    extents const factors = b[n.a].shape;
    Id const solved = b.apply(Transposed, n.a, g);
    if (which == 1) return solved;
    Id const product = is_transposed ? b.product(y, false, solved, true) : b.product(solved, false, y, true);
    return record<op::lu>::factors_of(b, b.apply(op::negate, product), factors);
  }
  /// dX = A⁻¹·(dB − dA·X), or A⁻ᵀ·(dB − dAᵀ·X).
  template <class B, class Id>
  static constexpr Id jvp(B& b, auto const& n, Id y, Id da, Id db) {
    Id moved = db;
    if (da != B::none) {
      Id const matrix = record<op::lu>::matrix_of(b, da, record<op::lu>::matrix_shape(b[n.a].shape));
      Id const product = b.product(matrix, is_transposed, y, false);
      moved = db == B::none ? b.apply(op::negate, product) : b.apply(op::subtract, db, product);
    }
    return b.apply(Code, n.a, moved);
  }

private:
  template <class T>
  static constexpr void swap_with(matrix<T> y, std::uint32_t j, std::uint32_t k, matrix<T const> factors) {
    record<op::lu>::swap_elements(y(k, j), y(record<op::lu>::swapped(factors, k), j));
  }
};
template <>
struct record<op::solve> : linear_system<op::solve, op::solve_transposed> {
  static constexpr notation written{"solve", R"(\operatorname{solve})", {}};
  static constexpr c_function c99{
      "solve", "static void solve($* y, $ const* a, $ const* b, int const* size) {\n"
               "  int const n = size[2], m = size[3], width = n + 1;\n"
               "  for (int j = 0; j < m; ++j) {\n"
               "    for (int i = 0; i < n; ++i) y[i * m + j] = b[i * m + j];\n"
               "    for (int k = 0; k < n; ++k) {\n"
               "      int const other = (int)a[k * width + n];\n"
               "      $ const swapped = y[k * m + j];\n"
               "      y[k * m + j] = y[other * m + j];\n"
               "      y[other * m + j] = swapped;\n"
               "    }\n"
               "    for (int i = 0; i < n; ++i)\n"
               "      for (int k = 0; k < i; ++k) y[i * m + j] -= a[i * width + k] * y[k * m + j];\n"
               "    for (int i = n - 1; i >= 0; --i) {\n"
               "      for (int k = i + 1; k < n; ++k) y[i * m + j] -= a[i * width + k] * y[k * m + j];\n"
               "      y[i * m + j] /= a[i * width + i];\n"
               "    }\n"
               "  }\n"
               "}\n"};
};
template <>
struct record<op::solve_transposed> : linear_system<op::solve_transposed, op::solve> {
  static constexpr notation written{"solve_transposed", R"(\operatorname{solve}^{\top})", {}};
  static constexpr c_function c99{
      "solve_transposed", "static void solve_transposed($* y, $ const* a, $ const* b, int const* size) {\n"
                          "  int const n = size[2], m = size[3], width = n + 1;\n"
                          "  for (int j = 0; j < m; ++j) {\n"
                          "    for (int i = 0; i < n; ++i) {\n"
                          "      y[i * m + j] = b[i * m + j];\n"
                          "      for (int k = 0; k < i; ++k) y[i * m + j] -= a[k * width + i] * y[k * m + j];\n"
                          "      y[i * m + j] /= a[i * width + i];\n"
                          "    }\n"
                          "    for (int i = n - 1; i >= 0; --i)\n"
                          "      for (int k = i + 1; k < n; ++k) y[i * m + j] -= a[k * width + i] * y[k * m + j];\n"
                          "    for (int k = n - 1; k >= 0; --k) {\n"
                          "      int const other = (int)a[k * width + n];\n"
                          "      $ const swapped = y[k * m + j];\n"
                          "      y[k * m + j] = y[other * m + j];\n"
                          "      y[other * m + j] = swapped;\n"
                          "    }\n"
                          "  }\n"
                          "}\n"};
};

/// Numbers whose derivative by A is a factor times A⁻ᵀ.
template <op Code>
struct number_of_matrix : of_matrices {
  static constexpr std::uint64_t cost(extents a, extents) { return a.rows; }
  static constexpr extents shape(auto const&, extents a, extents) { return {1, 1, a.batch}; }
  template <class Id>
  static constexpr Id vjp(auto& b, auto const& n, Id y, std::uint32_t, Id g) {
    extents const factors = b[n.a].shape;
    Id const slope = b.apply(op::multiply, record<Code>::times_value(b, g, y), inverse_transposed(b, n.a));
    return record<op::lu>::factors_of(b, slope, factors);
  }
  /// Σ A⁻ᵀ ⊙ dA, which is the trace of A⁻¹·dA.
  template <class Id>
  static constexpr Id jvp(auto& b, auto const& n, Id y, Id da, Id) {
    Id const matrix = record<op::lu>::matrix_of(b, da, record<op::lu>::matrix_shape(b[n.a].shape));
    Id const trace = b.apply(op::sum, b.apply(op::multiply, inverse_transposed(b, n.a), matrix));
    return record<Code>::times_value(b, trace, y);
  }

private:
  template <class Id>
  static constexpr Id inverse_transposed(auto& b, Id factors) {
    extents const column{b[factors].shape.rows, 1};
    Id const ones = b.broadcast(b.constant(1), column);
    return b.apply(op::solve_transposed, factors, b.apply(op::diagonal_matrix, ones));
  }
};
template <>
struct record<op::determinant> : number_of_matrix<op::determinant> {
  static constexpr notation written{"determinant", R"(\det)", {}};
  static constexpr c_function c99{"determinant", "static void determinant($* y, $ const* a, int const* size) {\n"
                                                 "  int const n = size[0], width = size[1];\n"
                                                 "  $ product = 1;\n"
                                                 "  for (int i = 0; i < n; ++i) {\n"
                                                 "    product *= a[i * width + i];\n"
                                                 "    if (a[i * width + n] != i) product = -product;\n"
                                                 "  }\n"
                                                 "  *y = product;\n"
                                                 "}\n"};
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    T product{1};
    for (std::uint32_t i = 0; i < a.shape.rows; ++i) product *= record<op::lu>::swapped(a, i) == i ? a(i, i) : -a(i, i);
    y(0, 0) = product;
  }
  static constexpr auto times_value(auto& b, auto g, auto y) { return b.apply(op::multiply, g, y); }
};
template <>
struct record<op::logdet> : number_of_matrix<op::logdet> {
  static constexpr notation written{"logdet", R"(\log \lvert \det \rvert)", {}};
  static constexpr c_function c99{"logdet",
                                  "static void logdet($* y, $ const* a, int const* size) {\n"
                                  "  $ sum = 0;\n"
                                  "  for (int i = 0; i < size[0]; ++i) sum += log@(fabs@(a[i * size[1] + i]));\n"
                                  "  *y = sum;\n"
                                  "}\n"};
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    T sum{};
    for (std::uint32_t i = 0; i < a.shape.rows; ++i) sum += math::log(math::abs(a(i, i)));
    y(0, 0) = sum;
  }
  static constexpr auto times_value(auto&, auto g, auto) { return g; }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
