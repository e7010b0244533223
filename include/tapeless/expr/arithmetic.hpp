// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/operation.hpp"
#include "tapeless/ops/record.hpp"
#include "tapeless/shape/countable.hpp"
#include "tapeless/shape/rules.hpp"

namespace tapeless {
namespace expr {

template <extents S>
using left_of = error::left<S.rows, S.columns>;
template <extents S>
using right_of = error::right<S.rows, S.columns>;

/// Checked once, here at the front door: equal shapes or a scalar, equal batches. One error with both shapes, or none.
template <extents A, extents B>
constexpr bool elementwise_checked() {
  if constexpr (!shape::elementwise_agree(A, B)) {
    if constexpr (shape::known<A, B>())
      static_assert(
          error::shapes_differ<left_of<A>, right_of<B>>,
          "tapeless: element-wise operands need equal shapes, or one a scalar; broadcast_to<rows, columns>(x) repeats a row or a column, transpose(x) turns it; see left<rows, columns> and right<rows, columns>");
    return false;
  } else if constexpr (!shape::batches_agree(A, B)) {
    static_assert(error::batches_differ<error::batch_of<A.batch>, error::batch_of<B.batch>>,
                  "tapeless: operands have batch axes of different size; see batch_of<samples>");
    return false;
  } else {
    return true;
  }
}

template <extents S>
constexpr bool vector_checked() {
  if constexpr (shape::known<S>())
    static_assert(S.is_vector() || error::needs_a_vector<error::shape_of<S.rows, S.columns>>,
                  "tapeless: this operation is defined for column vectors; see shape_of<rows, columns>");
  return S.is_vector() && !S.is_symbolic();
}

template <extents A, extents B>
constexpr bool batches_checked() {
  if constexpr (!shape::batches_agree(A, B))
    static_assert(error::batches_differ<error::batch_of<A.batch>, error::batch_of<B.batch>>,
                  "tapeless: operands have batch axes of different size; see batch_of<samples>");
  return shape::batches_agree(A, B);
}

/// A batch of matrix products where both shapes agree; else one error that carries them.
template <extents A, extents B>
constexpr bool product_checked() {
  if constexpr (shape::product_agree(A, B) && shape::batches_agree(A, B)) {
    return true;
  } else if constexpr (!shape::known<A, B>()) {
    return false;
  } else if constexpr (A.is_vector() && B.is_vector()) {
    static_assert(
        error::product_of_two_vectors<left_of<A>, right_of<B>>,
        "tapeless: vector * vector is no matrix product; write % (element by element), dot(a, b) or outer(a, b)");
    return false;
  } else if constexpr (!shape::product_agree(A, B)) {
    static_assert(
        error::product_inner_dimensions_differ<left_of<A>, right_of<B>>,
        "tapeless: a matrix product needs as many columns left as rows right; see left<rows, columns> and right<rows, columns>");
    return false;
  } else {
    return batches_checked<A, B>();
  }
}

}  // namespace expr

/// What an operation on expressions is: an expression of the operands' shape, where a scalar combines with any.
template <op Code, expression A>
constexpr auto elementwise(ops::applied<Code>, A const& a) {
  if constexpr (any_ill_formed<A>) {
    return ill_formed{};
  } else {
    return expr::make<Code, A::shape>(a);
  }
}
template <op Code, class A, class B>
  requires operands<A, B>
constexpr auto elementwise(ops::applied<Code>, A const& a, B const& b) {
  constexpr extents left = expr::lifted<A>::shape;
  constexpr extents right = expr::lifted<B>::shape;
  if constexpr (any_ill_formed<expr::lifted<A>, expr::lifted<B>>) {
    return ill_formed{};
  } else if constexpr (!shape::elementwise_agree(left, right)) {
    // not elementwise_checked: one level less, and clang prints the user's line three lines earlier
    if constexpr (shape::known<left, right>())
      static_assert(
          error::shapes_differ<error::left<left.rows, left.columns>, error::right<right.rows, right.columns>>,
          "tapeless: element-wise operands need equal shapes, or one a scalar; broadcast_to<rows, columns>(x) repeats a row or a column, transpose(x) turns it; see left<rows, columns> and right<rows, columns>");
    return ill_formed{};
  } else if constexpr (!shape::batches_agree(left, right)) {
    static_assert(error::batches_differ<error::batch_of<left.batch>, error::batch_of<right.batch>>,
                  "tapeless: operands have batch axes of different size; see batch_of<samples>");
    return ill_formed{};
  } else {
    return expr::make<Code, shape::elementwise(left, right)>(expr::lift(a), expr::lift(b));
  }
}

/// Sum and difference element by element, of equal shapes or with a scalar; −a.
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto operator+(A const& a, B const& b) { return elementwise(ops::applied<op::add>{}, a, b); }
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto operator-(A const& a, B const& b) { return elementwise(ops::applied<op::subtract>{}, a, b); }
template <ops::argument A>
constexpr auto operator-(A const& a) {
  return elementwise(ops::applied<op::negate>{}, a);
}

/// Element-wise (Hadamard) product: (a % b)ᵢⱼ = aᵢⱼ bᵢⱼ.
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto operator%(A const& a, B const& b) { return elementwise(ops::applied<op::multiply>{}, a, b); }

/// Division by a scalar, or element by element for equal shapes.
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto operator/(A const& a, B const& b) { return elementwise(ops::applied<op::divide>{}, a, b); }

/// Matrix product (m×k)·(k×n) → m×n; with a scalar on either side, scaling.
template <class A, class B>
  requires operands<A, B>
constexpr auto operator*(A const& a, B const& b) {
  using L = expr::lifted<A>;
  using R = expr::lifted<B>;
  if constexpr (any_ill_formed<L, R>) {
    return ill_formed{};
  } else if constexpr (L::shape.is_scalar() || R::shape.is_scalar()) {
    return elementwise(ops::applied<op::multiply>{}, a, b);
  } else if constexpr (expr::product_checked<L::shape, R::shape>()) {
    return expr::make<op::product, shape::product(L::shape, R::shape)>(a, b);
  } else {
    return ill_formed{};
  }
}

/// aᵀ: (transpose(a))ᵢⱼ = aⱼᵢ.
template <expression A>
constexpr auto transpose(A const& a) {
  if constexpr (any_ill_formed<A>) {
    return ill_formed{};
  } else {
    return expr::make<op::transpose, A::shape.transposed()>(a);
  }
}

/// aᵀb = Σᵢ aᵢ bᵢ for vectors of equal length: a scalar.
template <expression A, expression B>
constexpr auto dot(A const& a, B const& b) {
  if constexpr (any_ill_formed<A, B>) {
    return ill_formed{};
  } else if constexpr (!expr::vector_checked<A::shape>() || !expr::vector_checked<B::shape>()) {
    return ill_formed{};
  } else if constexpr (expr::elementwise_checked<A::shape, B::shape>()) {
    return transpose(a) * b;
  } else {
    return ill_formed{};
  }
}

/// abᵀ for vectors of lengths m and n: m×n.
template <expression A, expression B>
constexpr auto outer(A const& a, B const& b) {
  return a * transpose(b);
}

}  // namespace tapeless
