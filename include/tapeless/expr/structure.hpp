// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"

/// Elements put elsewhere, within one sample. Shapes are (rows, columns); a column vector has one column.
namespace tapeless {

namespace error {
template <axis_number Given>
inline constexpr bool no_axis = false;
template <class From, class To>
inline constexpr bool reshape_changes_the_number_of_elements = false;
template <class From, class To>
inline constexpr bool not_a_row_a_column_or_a_scalar = false;
template <class Matrix, class Block>
inline constexpr bool block_outside_the_matrix = false;
template <class Left, class Right>
inline constexpr bool concatenated_shapes_differ = false;
template <std::uint32_t Row, std::uint32_t Column, std::uint32_t Rows, std::uint32_t Columns>
struct block_at;
}  // namespace error

/// A scalar, a row or a column, repeated to a matrix.
template <class X, std::uint32_t Rows, std::uint32_t Columns>
struct broadcasted : expr::node<broadcasted<X, Rows, Columns>, extents{Rows, Columns, X::shape.batch}, X> {
  X x;

  constexpr explicit broadcasted(X const& what)
      : broadcasted::node(fingerprint_of(fingerprint_tag::broadcast, matrix_datum({Rows, Columns}), what.fingerprint)),
        x(what) {}

  template <class Builder>
  constexpr auto write(Builder& builder) const {
    auto const operand_node = x.lower(builder);
    extents const full = extents{Rows, Columns, builder[operand_node].shape.batch};
    return builder.broadcast(builder.repeat(operand_node, full), full);
  }
};

/// A scalar, a row vector 1×Columns or a column vector Rows×1, repeated to Rows×Columns. Nothing but a scalar is
/// repeated silently.
template <std::uint32_t Rows, std::uint32_t Columns = 1, operand X>
constexpr auto broadcast_to(X const& x) {
  using E = expr::lifted<X>;
  if constexpr (any_ill_formed<E>) {
    return ill_formed{};
  } else if constexpr (!shape::known<E::shape, extents{Rows, Columns}>()) {
    return ill_formed{};
  } else if constexpr ((E::shape.rows != 1 && E::shape.rows != Rows) ||
                       (E::shape.columns != 1 && E::shape.columns != Columns)) {
    static_assert(
        error::not_a_row_a_column_or_a_scalar<error::shape_of<E::shape.rows, E::shape.columns>,
                                              error::shape_of<Rows, Columns>>,
        "tapeless: broadcast_to repeats a scalar, a row or a column of the target's length; see shape_of<rows, columns>");
    return ill_formed{};
  } else if constexpr (!shape::countable<extents{Rows, Columns}>()) {
    return ill_formed{};
  } else {
    return broadcasted<E, Rows, Columns>(expr::lift(x));
  }
}

/// The same elements, row after row, as Rows×Columns.
template <std::uint32_t Rows, std::uint32_t Columns = 1, expression X>
constexpr auto reshape(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else if constexpr (!shape::known<X::shape>()) {
    return ill_formed{};
  } else if constexpr (X::shape.size() != std::uint64_t{Rows} * Columns) {
    static_assert(error::reshape_changes_the_number_of_elements<error::shape_of<X::shape.rows, X::shape.columns>,
                                                                error::shape_of<Rows, Columns>>,
                  "tapeless: reshape keeps the number of elements; see shape_of<rows, columns> from and to");
    return ill_formed{};
  } else {
    return expr::make<op::reshape, extents{Rows, Columns, X::shape.batch}>(x);
  }
}

namespace expr {
/// Whether First … First + Count − 1 are some of 0 … length − 1. (Their sum may be more than 32 bits hold.)
template <std::uint32_t First, std::uint32_t Count>
constexpr bool block_within(std::uint32_t length) {
  return Count != 0 && First < length && Count <= length - First;
}
}  // namespace expr

/// The Rows×Columns block of a matrix whose first element is (Row, Column), counted from 0.
template <std::uint32_t Row, std::uint32_t Column, std::uint32_t Rows, std::uint32_t Columns, expression X>
constexpr auto slice(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else if constexpr (!shape::known<X::shape>()) {
    return ill_formed{};
  } else if constexpr (!expr::block_within<Row, Rows>(X::shape.rows) ||
                       !expr::block_within<Column, Columns>(X::shape.columns)) {
    static_assert(
        error::block_outside_the_matrix<error::shape_of<X::shape.rows, X::shape.columns>,
                                        error::block_at<Row, Column, Rows, Columns>>,
        "tapeless: a slice is not empty and lies within its matrix; see shape_of<rows, columns>, block_at<row, column, rows, columns>");
    return ill_formed{};
  } else {
    return expr::make<op::slice, extents{Rows, Columns, X::shape.batch}, offset_detail(Row, Column)>(x);
  }
}
/// The elements First … First + Count − 1 of a column vector; the rows First … of a matrix.
template <std::uint32_t First, std::uint32_t Count, expression X>
constexpr auto slice(X const& x) {
  return slice<First, 0, Count, X::shape.columns>(x);
}
/// Row I as a 1×n matrix.
template <std::uint32_t I, expression X>
constexpr auto row(X const& x) {
  return slice<I, 0, 1, X::shape.columns>(x);
}
/// Column J as a column vector.
template <std::uint32_t J, expression X>
constexpr auto column(X const& x) {
  return slice<0, J, X::shape.rows, 1>(x);
}
/// Element (I, J) as a scalar, counted from 0.
template <std::uint32_t I, std::uint32_t J = 0, expression X>
constexpr auto element(X const& x) {
  return slice<I, J, 1, 1>(x);
}

/// One operand above the next (axis 0), or beside it (axis 1).
template <axis_number Axis = 0, operand A, operand B>
constexpr auto concatenate(A const& a, B const& b) {
  using L = expr::lifted<A>;
  using R = expr::lifted<B>;
  if constexpr (any_ill_formed<L, R>) {
    return ill_formed{};
  } else if constexpr (Axis != 0 && Axis != 1) {
    static_assert(
        error::no_axis<Axis>,
        "tapeless: a matrix has the axes 0 and 1: concatenate<0> and stack<0> put one above the other, <1> side by side; see no_axis<given>");
    return ill_formed{};
  } else if constexpr ((Axis == 0 && L::shape.columns != R::shape.columns) ||
                       (Axis == 1 && L::shape.rows != R::shape.rows)) {
    static_assert(
        error::concatenated_shapes_differ<error::left<L::shape.rows, L::shape.columns>,
                                          error::right<R::shape.rows, R::shape.columns>>,
        "tapeless: concatenate<0> needs equal columns, concatenate<1> equal rows; see left<rows, columns> and right<rows, columns>");
    return ill_formed{};
  } else if constexpr (!shape::batches_agree(L::shape, R::shape)) {
    static_assert(error::batches_differ<error::batch_of<L::shape.batch>, error::batch_of<R::shape.batch>>,
                  "tapeless: operands have batch axes of different size; see batch_of<samples>");
    return ill_formed{};
  } else {
    constexpr extents both{Axis == 0 ? L::shape.rows + R::shape.rows : L::shape.rows,
                           Axis == 1 ? L::shape.columns + R::shape.columns : L::shape.columns,
                           shape::common_batch(L::shape, R::shape)};
    return expr::make<op::concatenate, both, axis_detail(Axis)>(expr::lift(a), expr::lift(b));
  }
}
template <axis_number Axis = 0, operand A, operand B, operand C, operand... More>
constexpr auto concatenate(A const& a, B const& b, C const& c, More const&... more) {
  return concatenate<Axis>(concatenate<Axis>(a, b), c, more...);
}

/// Scalars as a column vector; column vectors as the rows (axis 0) or the columns (axis 1) of a matrix.
template <axis_number Axis = 0, operand A, operand B, operand... More>
constexpr auto stack(A const& a, B const& b, More const&... more) {
  if constexpr (Axis == 0) {
    return concatenate<0>(transpose(expr::lift(a)), transpose(expr::lift(b)), transpose(expr::lift(more))...);
  } else {
    return concatenate<Axis>(a, b, more...);
  }
}

/// The diagonal of a matrix, as a column vector.
template <expression X>
constexpr auto diagonal(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else {
    constexpr std::uint32_t length = X::shape.rows < X::shape.columns ? X::shape.rows : X::shape.columns;
    return expr::make<op::diagonal, extents{length, 1, X::shape.batch}>(x);
  }
}
/// The square matrix with a column vector on its diagonal and zeros elsewhere.
template <expression X>
constexpr auto diagonal_matrix(X const& x) {
  if constexpr (any_ill_formed<X>) {
    return ill_formed{};
  } else if constexpr (expr::vector_checked<X::shape>()) {
    return expr::make<op::diagonal_matrix, extents{X::shape.rows, X::shape.rows, X::shape.batch}>(x);
  } else {
    return ill_formed{};
  }
}
/// The N×N matrix with ones on its diagonal.
template <std::uint32_t N>
constexpr auto identity() {
  return diagonal_matrix(broadcast_to<N>(1));
}

}  // namespace tapeless
