// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/math.hpp"
#include "tapeless/ops/record.hpp"

#include <limits>
#include <numbers>

/// Exponentials, logarithms, powers and roots.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

template <>
struct record<op::exp> : unary, overflowing {
  static constexpr notation written{"exp", "e^{", "}", form::call, binding::atom, binding::postfix};
  static constexpr c_function c99{"exp", {}};
  static constexpr std::uint32_t flops = 18;
  static constexpr bool folds(double x) { return magnitude(x) < 200; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::exp(x); }
  static constexpr auto vjp(auto g, auto, auto y) { return g * y; }
};

/// 2ˣ; exact for integers.
template <>
struct record<op::exp2> : unary, overflowing {
  static constexpr notation written{"exp2", "2^{", "}", form::call, binding::atom, binding::postfix};
  static constexpr c_function c99{"exp2", {}};
  static constexpr std::uint32_t flops = 44;
  static constexpr bool folds(double x) { return magnitude(x) < 200; }
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T x) {
    return math::pow(T(2), x);
  }
  static constexpr auto vjp(auto g, auto, auto y) { return g * (y * std::numbers::ln2); }
};

template <>
struct record<op::expm1> : unary, overflowing {
  static constexpr notation written{"expm1", "e^{", "} - 1", form::call, binding::atom, binding::sum};
  static constexpr c_function c99{"expm1", {}};
  static constexpr std::uint32_t flops = 18;
  static constexpr bool folds(double x) { return magnitude(x) < 200; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::expm1(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * exp(x); }  // y + 1 cancels for x far below 0
};

struct of_positive : unary, overflowing {
  static constexpr bool folds(double x) { return x > 1e-100; }
};

template <>
struct record<op::log> : of_positive {
  static constexpr notation written{"log", R"(\log)", {}};
  static constexpr c_function c99{"log", {}};
  static constexpr std::uint32_t flops = 18;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::log(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g / x; }
};

template <>
struct record<op::log1p> : unary, overflowing {
  static constexpr notation written{"log1p", R"(\log(1 + )", ")", form::log_of_one_plus};
  static constexpr c_function c99{"log1p", {}};
  static constexpr std::uint32_t flops = 22;
  static constexpr bool folds(double x) { return x > -0.5; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::log1p(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g / (x + 1); }
};

template <>
struct record<op::log2> : of_positive {
  static constexpr notation written{"log2", R"(\log_{2})", {}};
  static constexpr c_function c99{"log2", {}};
  static constexpr std::uint32_t flops = 18;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::log2(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * std::numbers::log2e / x; }
};

template <>
struct record<op::log10> : of_positive {
  static constexpr notation written{"log10", R"(\log_{10})", {}};
  static constexpr c_function c99{"log10", {}};
  static constexpr std::uint32_t flops = 20;
  /// log x / ln 10; the second constant is what the first is rounded by.
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T x) {
    using element = math::element_t<T>;
    constexpr auto head = static_cast<element>(std::numbers::log10e_v<long double>);
    constexpr auto tail = static_cast<element>(std::numbers::log10e_v<long double> - static_cast<long double>(head));
    T const natural = math::log(x);
    T const rest = select(abs(natural) <= T(std::numeric_limits<element>::max()), natural * T(tail), T(0));
    return natural * T(head) + rest;
  }
  static constexpr auto vjp(auto g, auto x, auto) { return g * std::numbers::log10e / x; }
};

template <>
struct record<op::sqrt> : unary, steep {
  static constexpr notation written{"sqrt", R"(\sqrt{)", "}"};
  static constexpr c_function c99{"sqrt", {}};
  static constexpr std::uint32_t flops = 4;
  static constexpr bool folds(double x) { return x >= 0; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return sqrt(x); }
  static constexpr auto vjp(auto g, auto, auto y) { return g / (2 * y); }
};

template <>
struct record<op::rsqrt> : of_positive {
  static constexpr notation written{"rsqrt", R"(\frac{1}{\sqrt{)", "}}"};
  static constexpr c_function c99{"reciprocal_root", "static $ reciprocal_root($ x) { return 1 / sqrt@(x); }\n"};
  static constexpr std::uint32_t flops = 8;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::rsqrt(x); }
  template <class Term>
  static constexpr Term vjp(Term g, Term, Term y) {
    return g * (-0.5 * y * square(y));  // y³ may overflow where its half does not
  }
};

template <>
struct record<op::cbrt> : odd, steep, folds_everywhere {
  static constexpr notation written{"cbrt", R"(\sqrt[3]{)", "}"};
  static constexpr c_function c99{"cbrt", {}};
  static constexpr std::uint32_t flops = 18;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::cbrt(x); }
  static constexpr auto vjp(auto g, auto, auto y) { return g / (3 * y) / y; }  // y² is ∞ where y is
};

/// aᶜ⁻¹, given y = aᶜ. Where c − 1 is rounded, that costs log a of its ulp, 80 in float: there y/a has the digits,
/// where it is a number, and pow the derivatives.
template <class Term>
constexpr Term one_power_less(Term a, Term c, Term y) {
  Term const power = pow(a, c - 1);
  Term const lost = y / a - power;
  Term const is_finite = lost - lost == 0;
  return power + stop_gradient(where(((c < 0.5) + (c > 0x1p24)) * is_finite, lost, 0));
}

/// aᵇ with the special cases of C's pow.
template <>
struct record<op::power> : binary {
  static constexpr notation written{"pow", "^", {}, form::power, binding::atom, binding::postfix};
  static constexpr c_function c99{"pow", {}};
  static constexpr std::uint32_t flops = 44;
  static constexpr slope slopes(known_operand exponent) {
    return exponent.is_constant && exponent.value >= 1 ? slope::overflowing : slope::steep;
  }
  /// 10^±6 to a power up to ±16 is far from overflow; a negative number has no power with a fraction.
  static constexpr bool folds(double a, double b) {
    if (magnitude(b) > 16 || magnitude(a) > 1e6 || magnitude(a) < 1e-6) return false;
    return a > 0 || b == static_cast<double>(static_cast<int>(b));
  }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return math::pow(a, b); }
  /// b·aᵇ⁻¹·g. a⁰ is 1 for every a: where b, or b − 1 of the next derivative, is 0, it is no product of 0 and ∞.
  template <class Term>
  static constexpr Term vjp_first(Term g, Term a, Term b, Term y) {
    known_operand const exponent = b.known();
    if (exponent.is_constant) return exponent.value == 0 ? b.constant(0) : g * (b * pow(a, b - 1));
    return where((a == 0) * (b == 0), 0, xmuly(g, xmuly(b, one_power_less(a, b, y))));
  }
  /// aᵇ·log a·g. 0ᵇ is 0 for b > 0 and 1 for b = 0: at a = 0 it is 0 for both, and −∞ below.
  template <class Term>
  static constexpr Term vjp_second(Term g, Term a, Term b, Term y) {
    Term const slope = xmuly(g, xlogy(y, a));
    if (a.known().is_constant && a.known().value != 0) return slope;
    return where((a == 0) * (b >= 0), 0, slope);
  }
};

/// a·log b, and 0 where a = 0.
template <>
struct record<op::xlogy> : binary, steep {
  static constexpr notation written{"xlogy", R"(\odot \log)", {}, form::weighted_logarithm};
  static constexpr c_function c99{"xlogy", "static $ xlogy($ x, $ y) { return x == 0 ? 0 : x * log@(y); }\n"};
  static constexpr std::uint32_t flops = 22;
  static constexpr bool folds(double, double b) { return b > 1e-100; }
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b) {
    return select(a == T(0), T(0), a * math::log(select(a == T(0), T(1), b)));
  }
  static constexpr auto vjp_first(auto g, auto, auto b, auto) { return g * log(b); }
  static constexpr auto vjp_second(auto g, auto a, auto b, auto) { return g * xdivy(a, b); }
};
}  // namespace ops
}  // namespace TAPELESS_TARGET

/// eˣ
template <ops::argument X>
constexpr auto exp(X const& x) {
  return elementwise(ops::applied<op::exp>{}, x);
}
/// 2ˣ; derivative 2ˣ ln 2.
template <ops::argument X>
constexpr auto exp2(X const& x) {
  return elementwise(ops::applied<op::exp2>{}, x);
}
/// Logarithm to the base 10; derivative 1/(x ln 10).
template <ops::argument X>
constexpr auto log10(X const& x) {
  return elementwise(ops::applied<op::log10>{}, x);
}
/// eˣ − 1, accurate near 0.
template <ops::argument X>
constexpr auto expm1(X const& x) {
  return elementwise(ops::applied<op::expm1>{}, x);
}
/// Natural logarithm; −∞ at 0, NaN below.
template <ops::argument X>
constexpr auto log(X const& x) {
  return elementwise(ops::applied<op::log>{}, x);
}
/// log(1 + x), accurate near 0.
template <ops::argument X>
constexpr auto log1p(X const& x) {
  return elementwise(ops::applied<op::log1p>{}, x);
}
/// √x; its derivative 1/(2√x) is infinite at 0.
template <ops::argument X>
constexpr auto sqrt(X const& x) {
  return elementwise(ops::applied<op::sqrt>{}, x);
}
/// Logarithm to the base 2; derivative 1/(x ln 2).
template <ops::argument X>
constexpr auto log2(X const& x) {
  return elementwise(ops::applied<op::log2>{}, x);
}
/// 1/√x; derivative −1/(2x√x).
template <ops::argument X>
constexpr auto rsqrt(X const& x) {
  return elementwise(ops::applied<op::rsqrt>{}, x);
}
/// The real cube root; its derivative 1/(3x^⅔) is infinite at 0.
template <ops::argument X>
constexpr auto cbrt(X const& x) {
  return elementwise(ops::applied<op::cbrt>{}, x);
}
/// xᵉ with the special cases of C's pow; `pow(x, 3)` also for negative x.
template <class X, class E>
  requires ops::arguments<X, E>
constexpr auto pow(X const& x, E const& exponent) { return elementwise(ops::applied<op::power>{}, x, exponent); }
/// x·log y, and 0 where x = 0.
template <class X, class Y>
  requires ops::arguments<X, Y>
constexpr auto xlogy(X const& x, Y const& y) { return elementwise(ops::applied<op::xlogy>{}, x, y); }

}  // namespace tapeless
