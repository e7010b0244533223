// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/operation.hpp"
#include "tapeless/ops/record.hpp"

/// What is written in C++ for numbers and means nothing for expressions: one error that says what to write instead.
namespace tapeless {
namespace error {
template <class A>
inline constexpr bool no_operator_of_expressions = false;
template <class A, class B>
inline constexpr bool reduction_of_two_operands = false;
template <class Shape>
inline constexpr bool axis_as_an_argument = false;
template <class... Arguments>
inline constexpr bool constant_as_an_argument = false;
template <class A, class B>
inline constexpr bool operand_that_is_no_number = false;
}  // namespace error

namespace expr {
template <class A, class B>
concept an_expression_and_anything = expression<A> || expression<B>;

/// For sum(x, 0), as it is written in Python.
template <expression X>
constexpr auto axis_as_an_argument() {
  static_assert(error::axis_as_an_argument<error::shape_of<X::shape.rows, X::shape.columns>>,
                "tapeless: the axis is a template argument: sum<0>(x) is down each column, sum<1>(x) along each row");
  return ill_formed{};
}

/// For slice(x, 0, 2), define("h", f), batch(f, 8).
template <class... Arguments>
constexpr auto constant_as_an_argument() {
  static_assert(
      error::constant_as_an_argument<Arguments...>,
      "tapeless: sizes, places and names are template arguments: slice<first, count>(x), element<i, j>(x), reshape<rows, "
      "columns>(x), broadcast_to<rows, columns>(x), batch<samples>(f), define<\"name\">(f)");
  return ill_formed{};
}

/// One is an expression, the other data, a text, a bool: no number. (The laws' terms have operators of their own.)
template <class A, class B>
concept an_expression_and_no_number = (expression<A> && !ops::argument<B> && !plain_number<B>) ||
                                      (expression<B> && !ops::argument<A> && !plain_number<A>);
template <class A, class B>
constexpr auto operand_that_is_no_number() {
  static_assert(std::same_as<A, ill_formed> || std::same_as<B, ill_formed> || error::operand_that_is_no_number<A, B>,
                "tapeless: operands are expressions and numbers; data is bound to an input when the program runs: "
                "bind(x, data); see operand_that_is_no_number<left, right>");
  return ill_formed{};
}
}  // namespace expr

template <class A, class B>
  requires expr::an_expression_and_anything<A, B>
constexpr auto operator&&(A const&, B const&) {
  static_assert(error::no_operator_of_expressions<A>,
                "tapeless: && has no derivative: a comparison is 1 or 0, so write a % b, or where(condition, x, y)");
  return ill_formed{};
}
template <class A, class B>
  requires expr::an_expression_and_anything<A, B>
constexpr auto operator||(A const&, B const&) {
  static_assert(
      error::no_operator_of_expressions<A>,
      "tapeless: || has no derivative: a comparison is 1 or 0, so write maximum(a, b), or where(condition, x, y)");
  return ill_formed{};
}
template <expression A>
constexpr auto operator!(A const&) {
  static_assert(error::no_operator_of_expressions<A>,
                "tapeless: ! has no derivative: a comparison is 1 or 0, so write 1 - a, or where(condition, x, y)");
  return ill_formed{};
}
template <class A, class B>
  requires expr::an_expression_and_anything<A, B>
constexpr auto operator^(A const&, B const&) {
  static_assert(error::no_operator_of_expressions<A>, "tapeless: ^ is no power: write pow(a, b), or square(a)");
  return ill_formed{};
}
template <class A, class B>
  requires operands<A, B>
constexpr auto max(A const&, B const&) {
  static_assert(error::reduction_of_two_operands<A, B>,
                "tapeless: max(x) is the largest element of one operand: the larger of two is maximum(a, b)");
  return ill_formed{};
}
template <class A, class B>
  requires operands<A, B>
constexpr auto min(A const&, B const&) {
  static_assert(error::reduction_of_two_operands<A, B>,
                "tapeless: min(x) is the smallest element of one operand: the smaller of two is minimum(a, b)");
  return ill_formed{};
}

template <class A, class B>
  requires expr::an_expression_and_no_number<A, B>
constexpr auto operator+(A const&, B const&) { return expr::operand_that_is_no_number<A, B>(); }
template <class A, class B>
  requires expr::an_expression_and_no_number<A, B>
constexpr auto operator-(A const&, B const&) { return expr::operand_that_is_no_number<A, B>(); }
template <class A, class B>
  requires expr::an_expression_and_no_number<A, B>
constexpr auto operator*(A const&, B const&) { return expr::operand_that_is_no_number<A, B>(); }
template <class A, class B>
  requires expr::an_expression_and_no_number<A, B>
constexpr auto operator/(A const&, B const&) { return expr::operand_that_is_no_number<A, B>(); }
template <class A, class B>
  requires expr::an_expression_and_no_number<A, B>
constexpr auto operator%(A const&, B const&) { return expr::operand_that_is_no_number<A, B>(); }
template <expression A, class B>
constexpr auto operator+=(A const&, B const&) {
  return expr::assigned<B>();
}
template <expression A, class B>
constexpr auto operator-=(A const&, B const&) {
  return expr::assigned<B>();
}
template <expression A, class B>
constexpr auto operator*=(A const&, B const&) {
  return expr::assigned<B>();
}
template <expression A, class B>
constexpr auto operator/=(A const&, B const&) {
  return expr::assigned<B>();
}
template <expression A, class B>
constexpr auto operator%=(A const&, B const&) {
  return expr::assigned<B>();
}
template <expression X, std::integral... Constants>
  requires(sizeof...(Constants) > 0)
constexpr auto slice(X const&, Constants...) { return expr::constant_as_an_argument<Constants...>(); }
template <expression X, std::integral... Constants>
  requires(sizeof...(Constants) > 0)
constexpr auto reshape(X const&, Constants...) { return expr::constant_as_an_argument<Constants...>(); }
template <expression X, std::integral... Constants>
  requires(sizeof...(Constants) > 0)
constexpr auto element(X const&, Constants...) { return expr::constant_as_an_argument<Constants...>(); }
template <expression X, std::integral... Constants>
  requires(sizeof...(Constants) > 0)
constexpr auto row(X const&, Constants...) { return expr::constant_as_an_argument<Constants...>(); }
template <expression X, std::integral... Constants>
  requires(sizeof...(Constants) > 0)
constexpr auto column(X const&, Constants...) { return expr::constant_as_an_argument<Constants...>(); }
template <expression X, std::integral... Constants>
  requires(sizeof...(Constants) > 0)
constexpr auto broadcast_to(X const&, Constants...) { return expr::constant_as_an_argument<Constants...>(); }
template <expression X, std::integral... Constants>
constexpr auto batch(X const&, Constants...) {
  return expr::constant_as_an_argument<Constants...>();
}
template <class Name, expression X>
constexpr auto define(Name const&, X const&) {
  return expr::constant_as_an_argument<Name>();
}

template <expression X, std::integral Axis>
constexpr auto sum(X const&, Axis) {
  return expr::axis_as_an_argument<X>();
}
template <expression X, std::integral Axis>
constexpr auto mean(X const&, Axis) {
  return expr::axis_as_an_argument<X>();
}
template <expression X, std::integral Axis>
constexpr auto prod(X const&, Axis) {
  return expr::axis_as_an_argument<X>();
}
template <expression X, std::integral Axis>
constexpr auto variance(X const&, Axis) {
  return expr::axis_as_an_argument<X>();
}
template <expression X, std::integral Axis>
constexpr auto standard_deviation(X const&, Axis) {
  return expr::axis_as_an_argument<X>();
}
template <expression X, std::integral Axis>
constexpr auto logsumexp(X const&, Axis) {
  return expr::axis_as_an_argument<X>();
}
template <expression X, std::integral Axis>
constexpr auto softmax(X const&, Axis) {
  return expr::axis_as_an_argument<X>();
}
template <expression X, std::integral Axis>
constexpr auto log_softmax(X const&, Axis) {
  return expr::axis_as_an_argument<X>();
}

/// Deleted, not asserted: who asks whether something can be printed, as test frameworks do, is told that it cannot. The
/// compilers print the line.
template <class Stream, expression E>
Stream& operator<<(Stream&, E const&) = delete;  // tapeless: no value to print yet: to_text<e>() writes the formula

}  // namespace tapeless
