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
};

// Templates, not friends of term: an error anywhere makes g++ warn of each friend that it then leaves without a definition.
template <class B>
constexpr term<B> operator+(term<B> a, term<B> b) {
  return a.of(op::add, b);
}
template <class B>
constexpr term<B> operator-(term<B> a, term<B> b) {
  return a.of(op::subtract, b);
}
template <class B>
constexpr term<B> operator*(term<B> a, term<B> b) {
  return a.of(op::multiply, b);
}
template <class B>
constexpr term<B> operator/(term<B> a, term<B> b) {
  return a.of(op::divide, b);
}
template <class B>
constexpr term<B> operator+(term<B> a, double b) {
  return a + a.constant(b);
}
template <class B>
constexpr term<B> operator-(term<B> a, double b) {
  return a - a.constant(b);
}
template <class B>
constexpr term<B> operator*(term<B> a, double b) {
  return a * a.constant(b);
}
template <class B>
constexpr term<B> operator/(term<B> a, double b) {
  return a / a.constant(b);
}
template <class B>
constexpr term<B> operator+(double a, term<B> b) {
  return b.constant(a) + b;
}
template <class B>
constexpr term<B> operator-(double a, term<B> b) {
  return b.constant(a) - b;
}
template <class B>
constexpr term<B> operator*(double a, term<B> b) {
  return b.constant(a) * b;
}
template <class B>
constexpr term<B> operator/(double a, term<B> b) {
  return b.constant(a) / b;
}
template <class B>
constexpr term<B> operator-(term<B> a) {
  return a.of(op::negate);
}
/// 1 where a > b, else 0.
template <class B>
constexpr term<B> operator>(term<B> a, term<B> b) {
  return a.of(op::greater, b);
}
template <class B>
constexpr term<B> operator>(term<B> a, double b) {
  return a > a.constant(b);
}
template <class B>
constexpr term<B> operator>(double a, term<B> b) {
  return b.constant(a) > b;
}
template <class B>
constexpr term<B> operator<(term<B> a, term<B> b) {
  return b > a;
}
template <class B>
constexpr term<B> operator<(term<B> a, double b) {
  return b > a;
}

template <class B>
constexpr term<B> exp(term<B> x) {
  return x.of(op::exp);
}
template <class B>
constexpr term<B> expm1(term<B> x) {
  return x.of(op::expm1);
}
template <class B>
constexpr term<B> log(term<B> x) {
  return x.of(op::log);
}
template <class B>
constexpr term<B> log1p(term<B> x) {
  return x.of(op::log1p);
}
template <class B>
constexpr term<B> sqrt(term<B> x) {
  return x.of(op::sqrt);
}
template <class B>
constexpr term<B> rsqrt(term<B> x) {
  return x.of(op::rsqrt);
}
template <class B>
constexpr term<B> cbrt(term<B> x) {
  return x.of(op::cbrt);
}
template <class B>
constexpr term<B> square(term<B> x) {
  return x.of(op::square);
}
template <class B>
constexpr term<B> abs(term<B> x) {
  return x.of(op::absolute);
}
template <class B>
constexpr term<B> sign(term<B> x) {
  return x.of(op::sign);
}
template <class B>
constexpr term<B> sin(term<B> x) {
  return x.of(op::sin);
}
template <class B>
constexpr term<B> cos(term<B> x) {
  return x.of(op::cos);
}
template <class B>
constexpr term<B> sinh(term<B> x) {
  return x.of(op::sinh);
}
template <class B>
constexpr term<B> cosh(term<B> x) {
  return x.of(op::cosh);
}
template <class B>
constexpr term<B> tanh(term<B> x) {
  return x.of(op::tanh);
}
template <class B>
constexpr term<B> sigmoid(term<B> x) {
  return x.of(op::sigmoid);
}
template <class B>
constexpr term<B> pow(term<B> x, term<B> exponent) {
  return x.of(op::power, exponent);
}
template <class B>
constexpr term<B> pow(term<B> x, double exponent) {
  return pow(x, x.constant(exponent));
}
template <class B>
constexpr term<B> maximum(term<B> a, term<B> b) {
  return a.of(op::maximum, b);
}
template <class B>
constexpr term<B> maximum(term<B> a, double b) {
  return maximum(a, a.constant(b));
}
template <class B>
constexpr term<B> minimum(term<B> a, term<B> b) {
  return a.of(op::minimum, b);
}
template <class B>
constexpr term<B> minimum(term<B> a, double b) {
  return minimum(a, a.constant(b));
}
/// √(a² + b²).
template <class B>
constexpr term<B> hypot(term<B> a, term<B> b) {
  return a.of(op::hypot, b);
}
/// a/√(a² + b²), and 0 where a = b = 0.
template <class B>
constexpr term<B> over_hypot(term<B> a, term<B> b) {
  return a.of(op::over_hypot, b);
}
/// a·b, and 0 where a = 0.
template <class B>
constexpr term<B> xmuly(term<B> a, term<B> b) {
  return a.of(op::xmuly, b);
}
/// a·log b, and 0 where a = 0.
template <class B>
constexpr term<B> xlogy(term<B> a, term<B> b) {
  return a.of(op::xlogy, b);
}
/// a / b, and 0 where a = 0.
template <class B>
constexpr term<B> xdivy(term<B> a, term<B> b) {
  return a.of(op::xdivy, b);
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

}  // namespace tapeless::inline TAPELESS_TARGET::rules
