// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/function.hpp"
#include "tapeless/graph/writing.hpp"
#include "tapeless/ops/record.hpp"

#include <concepts>

/// Formulas over the nodes of a graph, written as formulas: derivative rules, the library's and its users', are made of
/// terms. All functions and operators of expressions work on terms, but `*` is element by element.
namespace tapeless {

namespace error {
template <class Number>
inline constexpr bool a_term_is_no_number = false;
}

inline namespace TAPELESS_TARGET {

/// A node of a graph as an operand of element-wise arithmetic; a scalar combines with any shape, a number is a
/// constant. In this namespace, so that the functions of the library are found wherever a rule is written.
template <class B>
struct term {
  using is_term = void;
  B* graph = nullptr;
  graph::id at = graph::none;

  constexpr term constant(double number) const { return {graph, graph->constant(number)}; }
  /// For std::pow(x, 2) in a formula. (Not deleted, as that of expressions is: the compilers would tell of it behind
  /// ten lines of who asks.)
  template <class Number>
    requires std::same_as<Number, double>
  constexpr operator Number() const {
    static_assert(error::a_term_is_no_number<Number>,
                  "tapeless: a derivative is a formula: write exp(x) or tl::exp(x), pow(x, 2), not std::exp(x)");
    return 0;
  }

  constexpr ops::known_operand known() const { return {(*graph)[at].code == op::constant, (*graph)[at].value}; }
};

template <op Code, class B>
constexpr term<B> elementwise(ops::applied<Code>, term<B> x) {
  return {x.graph, x.graph->apply(Code, x.at)};
}
template <op Code, class B>
constexpr term<B> elementwise(ops::applied<Code>, term<B> a, term<B> b) {
  return {a.graph, a.graph->apply(Code, a.at, b.at)};
}
template <op Code, class B>
constexpr term<B> elementwise(ops::applied<Code> operation, term<B> a, double b) {
  return elementwise(operation, a, a.constant(b));
}
template <op Code, class B>
constexpr term<B> elementwise(ops::applied<Code> operation, double a, term<B> b) {
  return elementwise(operation, b.constant(a), b);
}

// Templates, not friends of term: an error anywhere makes g++ warn of each friend that it then leaves without a
// definition.
template <class B>
constexpr term<B> operator*(term<B> a, term<B> b) {
  return elementwise(ops::applied<op::multiply>{}, a, b);
}
// (A number of its own type: beside the deleted conversion, 2 * x would else be the compiler's int * double as well.)
template <class B, plain_number N>
constexpr term<B> operator*(term<B> a, N b) {
  return elementwise(ops::applied<op::multiply>{}, a, static_cast<double>(b));
}
template <class B, plain_number N>
constexpr term<B> operator*(N a, term<B> b) {
  return elementwise(ops::applied<op::multiply>{}, static_cast<double>(a), b);
}

/// `chosen` where condition > 0, else `otherwise`.
template <class B>
constexpr term<B> where(term<B> condition, term<B> chosen, term<B> otherwise) {
  return {condition.graph, condition.graph->apply(op::select, condition.at, chosen.at, otherwise.at)};
}
template <class B>
constexpr term<B> where(term<B> condition, double chosen, term<B> otherwise) {
  return where(condition, condition.constant(chosen), otherwise);
}
template <class B>
constexpr term<B> where(term<B> condition, term<B> chosen, double otherwise) {
  return where(condition, chosen, condition.constant(otherwise));
}
template <class B>
constexpr term<B> where(term<B> condition, double chosen, double otherwise) {
  return where(condition, condition.constant(chosen), condition.constant(otherwise));
}
/// x within [low, high], with derivative 1 at both ends.
template <class B>
constexpr term<B> clamp(term<B> x, double low, double high) {
  term<B> const from_below = where(low > x, low, x);
  return where(from_below > high, high, from_below);
}

namespace rules {

using graph::id;
using graph::node;
using graph::none;

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
