// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/math.hpp"
#include "tapeless/math/quotient.hpp"
#include "tapeless/ops/structural.hpp"
#include "tapeless/shape/rules.hpp"

/// Triangular systems and Cholesky's factor, of small matrices: plain loops. A derivative is written with the
/// operations of this header, so that it has derivatives. What is singular gives what IEEE arithmetic gives.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

struct of_matrices : structural<family::matrix_function, 1> {
  /// About n³/3 multiplications and additions for factors.
  static constexpr std::uint64_t cost(extents a, extents) { return std::uint64_t{2} * a.rows * a.rows * a.rows / 3; }
};

/// X = T⁻¹·B for a triangle T of A; what stands in the other one is not read. With W = T⁻ᵀ·G: the adjoint of B is W,
/// that of A the triangle of −W·Xᵀ.
template <op Triangle, op Solve, op Transposed>
struct triangular_system : of_matrices {
  static constexpr bool is_lower = Triangle == op::tril;
  static constexpr std::uint64_t cost(extents a, extents b) { return std::uint64_t{a.rows} * a.rows * b.columns; }
  static constexpr extents shape(auto const&, extents a, extents b) { return b.with_batch(shape::common_batch(a, b)); }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const> b) {
    std::uint32_t const size = y.shape.rows;
    for (std::uint32_t j = 0; j < y.shape.columns; ++j)
      for (std::uint32_t step = 0; step < size; ++step) {
        std::uint32_t const i = is_lower ? step : size - 1 - step;
        T rest = b(i, j);
        for (std::uint32_t k = is_lower ? 0 : i + 1; k < (is_lower ? i : size); ++k) rest -= a(i, k) * y(k, j);
        y(i, j) = math::quotient(rest, a(i, i));
      }
  }
  template <class Id>
  static constexpr Id vjp(auto& b, auto const& n, Id y, std::uint32_t which, Id g) {
    Id const solved = b.apply(Transposed, b.apply(op::transpose, n.a), g);
    if (which == 1) return solved;
    return b.apply(op::negate, b.apply(Triangle, b.product(solved, false, y, true)));
  }
  /// dX = T⁻¹·(dB − dT·X).
  template <class B, class Id>
  static constexpr Id jvp(B& b, auto const& n, Id y, Id da, Id db) {
    Id moved = db;
    if (da != B::none) {
      Id const product = b.product(b.apply(Triangle, da), false, y, false);
      moved = db == B::none ? b.apply(op::negate, product) : b.apply(op::subtract, db, product);
    }
    return b.apply(Solve, n.a, moved);
  }
};
template <>
struct record<op::solve_lower> : triangular_system<op::tril, op::solve_lower, op::solve_upper> {
  static constexpr notation written{"solve_lower", R"(\operatorname{solve\_lower})", {}};
  static constexpr c_function c99{"solve_lower",
                                  "static void solve_lower($* y, $ const* a, $ const* b, int const* size) {\n"
                                  "  int const n = size[2], m = size[3];\n"
                                  "  for (int j = 0; j < m; ++j)\n"
                                  "    for (int i = 0; i < n; ++i) {\n"
                                  "      $ rest = b[i * m + j];\n"
                                  "      for (int k = 0; k < i; ++k) rest -= a[i * n + k] * y[k * m + j];\n"
                                  "      y[i * m + j] = rest / a[i * n + i];\n"
                                  "    }\n"
                                  "}\n"};
};
template <>
struct record<op::solve_upper> : triangular_system<op::triu, op::solve_upper, op::solve_lower> {
  static constexpr notation written{"solve_upper", R"(\operatorname{solve\_upper})", {}};
  static constexpr c_function c99{"solve_upper",
                                  "static void solve_upper($* y, $ const* a, $ const* b, int const* size) {\n"
                                  "  int const n = size[2], m = size[3];\n"
                                  "  for (int j = 0; j < m; ++j)\n"
                                  "    for (int i = n - 1; i >= 0; --i) {\n"
                                  "      $ rest = b[i * m + j];\n"
                                  "      for (int k = i + 1; k < n; ++k) rest -= a[i * n + k] * y[k * m + j];\n"
                                  "      y[i * m + j] = rest / a[i * n + i];\n"
                                  "    }\n"
                                  "}\n"};
};

/// The lower triangular L with L·Lᵀ = A, of which the lower triangle is read. NaN from the column on at which A turns
/// out not to be positive definite. With Φ(X), the lower triangle of X with half its diagonal: dL = L·Φ(L⁻¹·dA·L⁻ᵀ),
/// and the adjoint of A is Φ(S + Sᵀ) for S = L⁻ᵀ·Φ(Lᵀ·G)·L⁻¹ (I. Murray, Differentiation of the Cholesky decomposition,
/// 2016).
template <>
struct record<op::cholesky> : of_matrices {
  static constexpr notation written{"cholesky", R"(\operatorname{cholesky})", {}};
  static constexpr c_function c99{"cholesky",
                                  "static void cholesky($* y, $ const* a, int const* size) {\n"
                                  "  int const n = size[0];\n"
                                  "  for (int j = 0; j < n; ++j)\n"
                                  "    for (int i = 0; i < n; ++i) {\n"
                                  "      $ rest = i < j ? 0 : a[i * n + j];\n"
                                  "      for (int k = 0; k < j && i >= j; ++k) rest -= y[i * n + k] * y[j * n + k];\n"
                                  "      y[i * n + j] = i == j ? sqrt@(rest) : i < j ? 0 : rest / y[j * n + j];\n"
                                  "    }\n"
                                  "}\n"};
  static constexpr extents shape(auto const&, extents a, extents) { return a; }
  template <class T>
  static constexpr void value(attributes, matrix<T> y, matrix<T const> a, matrix<T const>) {
    for (std::uint32_t j = 0; j < y.shape.columns; ++j)
      for (std::uint32_t i = 0; i < y.shape.rows; ++i) {
        T rest = i < j ? T{} : a(i, j);
        for (std::uint32_t k = 0; k < j && i >= j; ++k) rest -= y(i, k) * y(j, k);
        y(i, j) = i == j ? math::sqrt(rest) : i < j ? T{} : math::quotient(rest, y(j, j));
      }
  }
  template <class Id>
  static constexpr Id vjp(auto& b, auto const&, Id y, std::uint32_t, Id g) {
    Id const upper = b.apply(op::transpose, y);
    Id const half = b.apply(op::solve_upper, upper, half_of(b, b.product(y, true, g, false)));
    Id const whole = b.apply(op::solve_upper, upper, b.apply(op::transpose, half));
    return half_of(b, b.apply(op::add, whole, b.apply(op::transpose, whole)));
  }
  template <class Id>
  static constexpr Id jvp(auto& b, auto const&, Id y, Id da, Id) {
    Id const lower = half_of(b, da);
    Id const half = b.apply(op::solve_lower, y, b.apply(op::add, lower, b.apply(op::transpose, lower)));
    Id const whole = b.apply(op::solve_lower, y, b.apply(op::transpose, half));
    return b.product(y, false, half_of(b, whole), false);
  }

private:
  template <class Id>
  static constexpr Id half_of(auto& b, Id x) {
    Id const diagonal = b.apply(op::multiply, b.constant(0.5), b.apply(op::diagonal, x));
    return b.apply(op::subtract, b.apply(op::tril, x), b.apply(op::diagonal_matrix, diagonal));
  }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
