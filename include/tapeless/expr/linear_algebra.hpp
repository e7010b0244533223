// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/structure.hpp"

/// Linear systems and factors of small square matrices. Nothing is checked at run time: a matrix that is singular, or
/// not positive definite, gives infinities and NaN.
namespace tapeless {
namespace error {
template <class Shape>
inline constexpr bool not_a_square_matrix = false;
template <class Matrix, class RightHandSide>
inline constexpr bool system_of_another_size = false;
}  // namespace error

namespace expr {

template <expression A>
constexpr bool square_checked() {
  if constexpr (any_ill_formed<A> || !shape::known<A::shape>()) {
    return false;
  } else {
    constexpr bool is_square = A::shape.rows == A::shape.columns;
    static_assert(
        is_square || error::not_a_square_matrix<error::shape_of<A::shape.rows, A::shape.columns>>,
        "tapeless: cholesky, solve, inverse and determinants need a square matrix; see shape_of<rows, columns>");
    return is_square;
  }
}
/// A·X = B
template <expression A, expression B>
constexpr bool system_checked() {
  if constexpr (any_ill_formed<B> || !square_checked<A>()) {
    return false;
  } else {
    static_assert(
        A::shape.rows == B::shape.rows || error::system_of_another_size<error::left<A::shape.rows, A::shape.columns>,
                                                                        error::right<B::shape.rows, B::shape.columns>>,
        "tapeless: A*X = B needs as many rows of B as A has; A is left<rows, columns> and B right<rows, columns>");
    return A::shape.rows == B::shape.rows && batches_checked<A::shape, B::shape>();
  }
}
/// Both factors of a square matrix.
template <expression A>
constexpr auto factors(A const& a) {
  return make<op::lu, extents{A::shape.rows, A::shape.rows + 1, A::shape.batch}>(a);
}
template <op Code, expression A, expression B>
constexpr auto system(A const& a, B const& b) {
  constexpr extents made = B::shape.with_batch(shape::common_batch(A::shape, B::shape));
  if constexpr (!system_checked<A, B>()) {
    return ill_formed{};
  } else if constexpr (Code == op::solve) {
    return make<Code, made>(factors(a), b);
  } else {
    return make<Code, made>(a, b);
  }
}
template <op Code, expression A>
constexpr auto number_of_matrix(A const& a) {
  if constexpr (square_checked<A>()) {
    return make<Code, extents{1, 1, A::shape.batch}>(factors(a));
  } else {
    return ill_formed{};
  }
}

}  // namespace expr

/// The X with L·X = B, for the lower triangle L of a square matrix; what stands above its diagonal is not read.
template <expression A, expression B>
constexpr auto solve_lower(A const& a, B const& b) {
  return expr::system<op::solve_lower>(a, b);
}
/// The X with U·X = B, for the upper triangle U of a square matrix; what stands below its diagonal is not read.
template <expression A, expression B>
constexpr auto solve_upper(A const& a, B const& b) {
  return expr::system<op::solve_upper>(a, b);
}
/// The X with A·X = B, by Gaussian elimination with partial pivoting; of a vector or of a matrix B. Infinite or NaN
/// where A is singular.
template <expression A, expression B>
constexpr auto solve(A const& a, B const& b) {
  return expr::system<op::solve>(a, b);
}
/// A⁻¹. To solve A·x = b, solve(A, b) takes less and is more accurate.
template <expression A>
constexpr auto inverse(A const& a) {
  if constexpr (expr::square_checked<A>()) {
    return solve(a, identity<A::shape.rows>());
  } else {
    return ill_formed{};
  }
}
/// The lower triangular L with L·Lᵀ = A for a symmetric positive definite A, of which the lower triangle is read. NaN
/// where A is not positive definite.
template <expression A>
constexpr auto cholesky(A const& a) {
  if constexpr (expr::square_checked<A>()) {
    return expr::make<op::cholesky, A::shape>(a);
  } else {
    return ill_formed{};
  }
}
/// det A; derivative det A·A⁻ᵀ, which is NaN where A is singular.
template <expression A>
constexpr auto determinant(A const& a) {
  return expr::number_of_matrix<op::determinant>(a);
}
/// log |det A|, −∞ where A is singular; derivative A⁻ᵀ.
template <expression A>
constexpr auto logdet(A const& a) {
  return expr::number_of_matrix<op::logdet>(a);
}

}  // namespace tapeless
