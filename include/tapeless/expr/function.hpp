// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/arithmetic.hpp"
#include "tapeless/expr/hints.hpp"

/// Element-wise functions; shapes are kept, a scalar combines with any shape.
namespace tapeless {
/// eˣ
template <expression X>
constexpr auto exp(X const& x) {
  return expr::elementwise<op::exp>(x);
}
/// eˣ − 1, accurate near 0.
template <expression X>
constexpr auto expm1(X const& x) {
  return expr::elementwise<op::expm1>(x);
}
/// Natural logarithm; −∞ at 0, NaN below.
template <expression X>
constexpr auto log(X const& x) {
  return expr::elementwise<op::log>(x);
}
/// log(1 + x), accurate near 0.
template <expression X>
constexpr auto log1p(X const& x) {
  return expr::elementwise<op::log1p>(x);
}
/// √x; its derivative 1/(2√x) is infinite at 0.
template <expression X>
constexpr auto sqrt(X const& x) {
  return expr::elementwise<op::sqrt>(x);
}
/// x²
template <expression X>
constexpr auto square(X const& x) {
  return expr::elementwise<op::square>(x);
}
/// |x|, with derivative sign(x): 0 at 0.
template <expression X>
constexpr auto abs(X const& x) {
  return expr::elementwise<op::absolute>(x);
}
/// −1, 0 or 1; derivative 0.
template <expression X>
constexpr auto sign(X const& x) {
  return expr::elementwise<op::sign>(x);
}
/// Hyperbolic tangent; derivative 1 − tanh².
template <expression X>
constexpr auto tanh(X const& x) {
  return expr::elementwise<op::tanh>(x);
}
/// 1/(1 + e⁻ˣ); derivative σ(1 − σ).
template <expression X>
constexpr auto sigmoid(X const& x) {
  return expr::elementwise<op::sigmoid>(x);
}
/// max(x, 0), with derivative 0 at 0; NaN stays NaN.
template <expression X>
constexpr auto relu(X const& x) {
  return expr::elementwise<op::relu>(x);
}
/// log(1 + eˣ), without overflow; derivative σ(x).
template <expression X>
constexpr auto softplus(X const& x) {
  return expr::elementwise<op::softplus>(x);
}
/// log σ(x) = −log(1 + e⁻ˣ); the laws make it −softplus(−x), so that it is finite where σ(x) rounds to 0. Derivative σ(−x).
template <expression X>
constexpr auto log_sigmoid(X const& x) {
  return log(sigmoid(x));
}
/// log(1 − eˣ) of an x below 0; the laws make it accurate near 0 and far from it. Derivative −eˣ/(1 − eˣ).
template <expression X>
constexpr auto log1mexp(X const& x) {
  return log(1 - exp(x));
}
/// Error function 2/√π ∫₀ˣ e^(−t²) dt.
template <expression X>
constexpr auto erf(X const& x) {
  return expr::elementwise<op::erf>(x);
}

/// 1 − erf(x), accurate where erf(x) is near 1.
template <expression X>
constexpr auto erfc(X const& x) {
  return expr::elementwise<op::erfc>(x);
}
/// Logarithm to the base 2; derivative 1/(x ln 2).
template <expression X>
constexpr auto log2(X const& x) {
  return expr::elementwise<op::log2>(x);
}
/// 1/√x; derivative −1/(2x√x).
template <expression X>
constexpr auto rsqrt(X const& x) {
  return expr::elementwise<op::rsqrt>(x);
}
/// The real cube root; its derivative 1/(3x^⅔) is infinite at 0.
template <expression X>
constexpr auto cbrt(X const& x) {
  return expr::elementwise<op::cbrt>(x);
}
/// Sine of an angle in radians.
template <expression X>
constexpr auto sin(X const& x) {
  return expr::elementwise<op::sin>(x);
}
/// Cosine of an angle in radians.
template <expression X>
constexpr auto cos(X const& x) {
  return expr::elementwise<op::cos>(x);
}
/// Tangent of an angle in radians; derivative 1 + tan².
template <expression X>
constexpr auto tan(X const& x) {
  return expr::elementwise<op::tan>(x);
}
/// The angle in [−π/2, π/2] whose sine is x; NaN where |x| > 1. Derivative 1/√(1 − x²).
template <expression X>
constexpr auto asin(X const& x) {
  return expr::elementwise<op::asin>(x);
}
/// The angle in [0, π] whose cosine is x; NaN where |x| > 1. Derivative −1/√(1 − x²).
template <expression X>
constexpr auto acos(X const& x) {
  return expr::elementwise<op::acos>(x);
}
/// The angle in (−π/2, π/2) whose tangent is x; derivative 1/(1 + x²).
template <expression X>
constexpr auto atan(X const& x) {
  return expr::elementwise<op::atan>(x);
}
/// Hyperbolic sine.
template <expression X>
constexpr auto sinh(X const& x) {
  return expr::elementwise<op::sinh>(x);
}
/// Hyperbolic cosine.
template <expression X>
constexpr auto cosh(X const& x) {
  return expr::elementwise<op::cosh>(x);
}
/// Inverse of sinh; derivative 1/√(1 + x²).
template <expression X>
constexpr auto asinh(X const& x) {
  return expr::elementwise<op::asinh>(x);
}
/// The inverse of cosh that is not negative; NaN where x < 1. Derivative 1/√(x² − 1).
template <expression X>
constexpr auto acosh(X const& x) {
  return expr::elementwise<op::acosh>(x);
}
/// Inverse of tanh; ±∞ at ±1, NaN beyond. Derivative 1/(1 − x²).
template <expression X>
constexpr auto atanh(X const& x) {
  return expr::elementwise<op::atanh>(x);
}
/// The largest integer that is not above x; derivative 0.
template <expression X>
constexpr auto floor(X const& x) {
  return expr::elementwise<op::floor>(x);
}
/// The nearest integer, of two equally near ones the even one; derivative 0.
template <expression X>
constexpr auto round(X const& x) {
  return expr::elementwise<op::round>(x);
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
/// x, held constant by every derivative.
template <expression X>
constexpr auto stop_gradient(X const& x) {
  return expr::elementwise<op::stop_gradient>(x);
}

/// xᵉ with the special cases of C's pow; `pow(x, 3)` also for negative x.
template <class X, class E>
  requires operands<X, E>
constexpr auto pow(X const& x, E const& exponent) {
  return expr::elementwise<op::power>(expr::lift(x), expr::lift(exponent));
}
/// The larger operand; at a tie each gets half of the derivative. NaN wins.
template <class A, class B>
  requires operands<A, B>
constexpr auto maximum(A const& a, B const& b) { return expr::elementwise<op::maximum>(expr::lift(a), expr::lift(b)); }
/// The smaller operand; at a tie each gets half of the derivative. NaN wins.
template <class A, class B>
  requires operands<A, B>
constexpr auto minimum(A const& a, B const& b) { return expr::elementwise<op::minimum>(expr::lift(a), expr::lift(b)); }
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
/// The angle of the point (x, y), in (−π, π].
template <class Y, class X>
  requires operands<Y, X>
constexpr auto atan2(Y const& y, X const& x) { return expr::elementwise<op::atan2>(expr::lift(y), expr::lift(x)); }
/// √(x² + y²) without overflow; derivative 0 at the origin.
template <class X, class Y>
  requires operands<X, Y>
constexpr auto hypot(X const& x, Y const& y) { return expr::elementwise<op::hypot>(expr::lift(x), expr::lift(y)); }
/// x/√(x² + y²), the slope of hypot, also where that overflows; 0 at the origin, and so are its derivatives.
template <class X, class Y>
  requires operands<X, Y>
constexpr auto over_hypot(X const& x, Y const& y) {
  return expr::elementwise<op::over_hypot>(expr::lift(x), expr::lift(y));
}
/// x·y, and 0 where x = 0, even where y is infinite or NaN.
template <class X, class Y>
  requires operands<X, Y>
constexpr auto xmuly(X const& x, Y const& y) { return expr::elementwise<op::xmuly>(expr::lift(x), expr::lift(y)); }
/// x·log y, and 0 where x = 0.
template <class X, class Y>
  requires operands<X, Y>
constexpr auto xlogy(X const& x, Y const& y) { return expr::elementwise<op::xlogy>(expr::lift(x), expr::lift(y)); }
/// x / y, and 0 where x = 0.
template <class X, class Y>
  requires operands<X, Y>
constexpr auto xdivy(X const& x, Y const& y) { return expr::elementwise<op::xdivy>(expr::lift(x), expr::lift(y)); }

/// 1 where a > b, else 0; derivative 0.
template <class A, class B>
  requires operands<A, B>
constexpr auto operator>(A const& a, B const& b) {
  return expr::elementwise<op::greater>(expr::lift(a), expr::lift(b));
}
/// 1 where a < b, else 0; derivative 0.
template <class A, class B>
  requires operands<A, B>
constexpr auto operator<(A const& a, B const& b) {
  return expr::elementwise<op::greater>(expr::lift(b), expr::lift(a));
}

/// 1 where a ≥ b, else 0; derivative 0.
template <class A, class B>
  requires operands<A, B>
constexpr auto operator>=(A const& a, B const& b) {
  return expr::elementwise<op::greater_equal>(expr::lift(a), expr::lift(b));
}
/// 1 where a ≤ b, else 0; derivative 0.
template <class A, class B>
  requires operands<A, B>
constexpr auto operator<=(A const& a, B const& b) {
  return expr::elementwise<op::greater_equal>(expr::lift(b), expr::lift(a));
}
/// 1 where a = b, else 0; derivative 0. (Whether two expressions are the same is asked with equal<a, b>.)
template <class A, class B>
  requires operands<A, B>
constexpr auto operator==(A const& a, B const& b) { return expr::elementwise<op::equal>(expr::lift(a), expr::lift(b)); }
/// 1 where a ≠ b, else 0; derivative 0.
template <class A, class B>
  requires operands<A, B>
constexpr auto operator!=(A const& a, B const& b) { return 1 - (a == b); }

/// `chosen` where `condition` > 0, else `otherwise`. What is not chosen contributes neither its value nor its NaN. Nor do its
/// derivatives, of any order, through the element-wise operations and movements from here to the nearest product or reduction: each
/// adjoint is selected after it was multiplied by the local derivative. The same holds for what a slice, `max` or a diagonal leaves out.
/// Beyond, 0 times an infinite derivative is NaN; there a second `where` holds the argument. So does norm, whose root has an infinite
/// derivative at 0:
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
