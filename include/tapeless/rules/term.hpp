// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/writing.hpp"
#include "tapeless/meta/target.hpp"

/// Formulas over the nodes of a graph, written as formulas: derivative rules, the library's and its users', are made of terms.
/// Functions are found by argument-dependent lookup, so a rule says `cos(x)`; a number is a constant.
namespace tapeless::inline TAPELESS_TARGET::rules {

using graph::id;
using graph::node;
using graph::none;

/// A node of a graph as an operand of element-wise arithmetic; a scalar combines with any shape.
template <class B>
struct term {
  B* graph = nullptr;
  id at = none;

  constexpr term constant(double number) const { return {graph, graph->constant(number)}; }
  constexpr term of(op code) const { return {graph, graph->apply(code, at)}; }
  constexpr term of(op code, term second) const { return {graph, graph->apply(code, at, second.at)}; }

  friend constexpr term operator+(term a, term b) { return a.of(op::add, b); }
  friend constexpr term operator-(term a, term b) { return a.of(op::subtract, b); }
  friend constexpr term operator*(term a, term b) { return a.of(op::multiply, b); }
  friend constexpr term operator/(term a, term b) { return a.of(op::divide, b); }
  friend constexpr term operator+(term a, double b) { return a + a.constant(b); }
  friend constexpr term operator-(term a, double b) { return a - a.constant(b); }
  friend constexpr term operator*(term a, double b) { return a * a.constant(b); }
  friend constexpr term operator/(term a, double b) { return a / a.constant(b); }
  friend constexpr term operator+(double a, term b) { return b.constant(a) + b; }
  friend constexpr term operator-(double a, term b) { return b.constant(a) - b; }
  friend constexpr term operator*(double a, term b) { return b.constant(a) * b; }
  friend constexpr term operator/(double a, term b) { return b.constant(a) / b; }
  friend constexpr term operator-(term a) { return a.of(op::negate); }
  /// 1 where a > b, else 0.
  friend constexpr term operator>(term a, term b) { return a.of(op::greater, b); }
  friend constexpr term operator>(term a, double b) { return a > a.constant(b); }
  friend constexpr term operator>(double a, term b) { return b.constant(a) > b; }
  friend constexpr term operator<(term a, term b) { return b > a; }
  friend constexpr term operator<(term a, double b) { return b > a; }

  friend constexpr term exp(term x) { return x.of(op::exp); }
  friend constexpr term expm1(term x) { return x.of(op::expm1); }
  friend constexpr term log(term x) { return x.of(op::log); }
  friend constexpr term log1p(term x) { return x.of(op::log1p); }
  friend constexpr term sqrt(term x) { return x.of(op::sqrt); }
  friend constexpr term rsqrt(term x) { return x.of(op::rsqrt); }
  friend constexpr term cbrt(term x) { return x.of(op::cbrt); }
  friend constexpr term square(term x) { return x.of(op::square); }
  friend constexpr term abs(term x) { return x.of(op::absolute); }
  friend constexpr term sign(term x) { return x.of(op::sign); }
  friend constexpr term sin(term x) { return x.of(op::sin); }
  friend constexpr term cos(term x) { return x.of(op::cos); }
  friend constexpr term sinh(term x) { return x.of(op::sinh); }
  friend constexpr term cosh(term x) { return x.of(op::cosh); }
  friend constexpr term tanh(term x) { return x.of(op::tanh); }
  friend constexpr term sigmoid(term x) { return x.of(op::sigmoid); }
  friend constexpr term pow(term x, term exponent) { return x.of(op::power, exponent); }
  friend constexpr term pow(term x, double exponent) { return pow(x, x.constant(exponent)); }
  friend constexpr term maximum(term a, term b) { return a.of(op::maximum, b); }
  friend constexpr term maximum(term a, double b) { return maximum(a, a.constant(b)); }
  friend constexpr term minimum(term a, term b) { return a.of(op::minimum, b); }
  friend constexpr term minimum(term a, double b) { return minimum(a, a.constant(b)); }
  friend constexpr term clamp(term x, double low, double high) { return minimum(maximum(x, low), high); }
  /// a·log b, and 0 where a = 0.
  friend constexpr term xlogy(term a, term b) { return a.of(op::xlogy, b); }
  /// a / b, and 0 where a = 0.
  friend constexpr term xdivy(term a, term b) { return a.of(op::xdivy, b); }
  /// `chosen` where condition > 0, else `otherwise`.
  friend constexpr term where(term condition, term chosen, term otherwise) {
    return {condition.graph, condition.graph->apply(op::select, condition.at, chosen.at, otherwise.at)};
  }
  friend constexpr term where(term condition, double chosen, term otherwise) {
    return where(condition, condition.constant(chosen), otherwise);
  }
  friend constexpr term where(term condition, term chosen, double otherwise) {
    return where(condition, chosen, condition.constant(otherwise));
  }
  friend constexpr term where(term condition, double chosen, double otherwise) {
    return where(condition, condition.constant(chosen), condition.constant(otherwise));
  }
};

}  // namespace tapeless::inline TAPELESS_TARGET::rules
