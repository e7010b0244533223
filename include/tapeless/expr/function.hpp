// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/hints.hpp"
#include "tapeless/ops/records.hpp"

/// Element-wise functions; shapes are kept, a scalar combines with any shape.
namespace tapeless {

/// log σ(x) = −log(1 + e⁻ˣ); the laws make it −softplus(−x), so that it is finite where σ(x) rounds to 0. Derivative
/// σ(−x).
template <expression X>
constexpr auto log_sigmoid(X const& x) {
  return log(sigmoid(x));
}
/// log(1 − eˣ) of an x below 0; the laws make it accurate near 0 and far from it. Derivative −eˣ/(1 − eˣ).
template <expression X>
constexpr auto log1mexp(X const& x) {
  return log(1 - exp(x));
}
/// The smallest integer that is not below x; derivative 0.
template <expression X>
constexpr auto ceil(X const& x) {
  return -floor(-x);
}
/// x without its fraction; derivative 0.
template <expression X>
constexpr auto trunc(X const& x) {
  return sign(x) % floor(abs(x));
}
/// x within [low, high]; the derivative is 1 at both ends and 0 outside. NaN stays NaN.
template <class X, class Low, class High>
  requires operands<X, Low> && operand<High>
constexpr auto clamp(X const& x, Low const& low, High const& high) {
  auto const from_below = where(expr::lift(low) > x, low, x);
  return where(from_below > high, high, from_below);
}
/// log(eˣ + eʸ); the laws make it finite where eˣ overflows. Derivatives σ(x − y) and σ(y − x).
template <class X, class Y>
  requires operands<X, Y>
constexpr auto logaddexp(X const& x, Y const& y) { return log(exp(expr::lift(x)) + exp(expr::lift(y))); }

/// 1 where a > b, else 0; derivative 0.
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto operator>(A const& a, B const& b) { return elementwise(ops::applied<op::greater>{}, a, b); }
/// 1 where a < b, else 0; derivative 0.
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto operator<(A const& a, B const& b) { return elementwise(ops::applied<op::greater>{}, b, a); }

/// 1 where a ≥ b, else 0; derivative 0.
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto operator>=(A const& a, B const& b) { return elementwise(ops::applied<op::greater_equal>{}, a, b); }
/// 1 where a ≤ b, else 0; derivative 0.
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto operator<=(A const& a, B const& b) { return elementwise(ops::applied<op::greater_equal>{}, b, a); }
/// 1 where a = b, else 0; derivative 0. (Whether two expressions are the same is asked with equal<a, b>.)
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto operator==(A const& a, B const& b) { return elementwise(ops::applied<op::equal>{}, a, b); }
/// 1 where a ≠ b, else 0; derivative 0.
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto operator!=(A const& a, B const& b) { return 1 - (a == b); }

/// 1 where a > 0 and b > 0, as `where` takes its condition, else 0; derivative 0. NaN is not above 0.
template <class A, class B>
  requires operands<A, B>
constexpr auto logical_and(A const& a, B const& b) { return (expr::lift(a) > 0) % (expr::lift(b) > 0); }
/// 1 where a > 0 or b > 0, else 0; derivative 0.
template <class A, class B>
  requires operands<A, B>
constexpr auto logical_or(A const& a, B const& b) { return maximum(expr::lift(a) > 0, expr::lift(b) > 0); }
/// 1 where a is not above 0, else 0; derivative 0.
template <expression A>
constexpr auto logical_not(A const& a) {
  return 1 - (a > 0);
}

/// `chosen` where `condition` > 0, else `otherwise`. What is not chosen contributes neither its value nor its NaN. Nor
/// do its derivatives, of any order, through the element-wise operations and movements from here to the nearest product
/// or reduction: each adjoint is selected after it was multiplied by the local derivative. The same holds for what a
/// slice, `max` or a diagonal leaves out. Beyond, 0 times an infinite derivative is NaN; there a second `where` holds
/// the argument. So does norm, whose root has an infinite derivative at 0:
///
///     auto const vanishes = squares == 0;
///     where(vanishes, 0, sqrt(where(vanishes, 1, squares)))
template <expression C, operand A, operand B>
constexpr auto where(C const& condition, A const& chosen, B const& otherwise) {
  auto const a = expr::lift(chosen);
  auto const b = expr::lift(otherwise);
  using LA = expr::lifted<A>;
  using LB = expr::lifted<B>;
  if constexpr (any_ill_formed<C, LA, LB>) {
    return ill_formed{};
  } else if constexpr (!expr::elementwise_checked<LA::shape, LB::shape>()) {
    return ill_formed{};
  } else {
    constexpr extents branches = shape::elementwise(LA::shape, LB::shape);
    if constexpr (expr::elementwise_checked<C::shape, branches>()) {
      return expr::make<op::select, shape::elementwise(C::shape, branches)>(condition, a, b);
    } else {
      return ill_formed{};
    }
  }
}

}  // namespace tapeless
