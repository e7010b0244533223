// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/math.hpp"
#include "tapeless/ops/record.hpp"

/// Functions of angles and hyperbolas, with their inverses, and lengths of hypotenuses.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// 1 − x². Near ±1 the sum would cancel; near 0 the slopes of the product's factors would.
template <class Term>
constexpr Term one_minus_square(Term x) {
  return where(abs(x) > 0.5, (1 - x) * (1 + x), 1 - square(x));
}

template <>
struct record<op::sin> : odd, smooth {
  static constexpr notation written{"sin", R"(\sin)", {}};
  static constexpr c_function c99{"sin", {}};
  static constexpr std::uint32_t flops = 22;
  static constexpr bool folds(double x) { return magnitude(x) < 1e5; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::sin(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * cos(x); }
};

template <>
struct record<op::cos> : even, smooth {
  static constexpr notation written{"cos", R"(\cos)", {}};
  static constexpr c_function c99{"cos", {}};
  static constexpr std::uint32_t flops = 22;
  static constexpr bool folds(double x) { return magnitude(x) < 1e5; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::cos(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * -sin(x); }
};

template <>
struct record<op::tan> : odd, smooth {
  static constexpr notation written{"tan", R"(\tan)", {}};
  static constexpr c_function c99{"tan", {}};
  static constexpr std::uint32_t flops = 28;
  static constexpr bool folds(double x) { return magnitude(x) < 1e5; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::tan(x); }
  static constexpr auto vjp(auto g, auto, auto y) { return g * (1 + square(y)); }
};

template <>
struct record<op::asin> : odd, steep {
  static constexpr notation written{"asin", R"(\arcsin)", {}};
  static constexpr c_function c99{"asin", {}};
  static constexpr std::uint32_t flops = 28;
  static constexpr bool folds(double x) { return magnitude(x) <= 1; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::asin(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * rsqrt(one_minus_square(x)); }
};

template <>
struct record<op::acos> : unary, steep {
  static constexpr notation written{"acos", R"(\arccos)", {}};
  static constexpr c_function c99{"acos", {}};
  static constexpr std::uint32_t flops = 28;
  static constexpr bool folds(double x) { return magnitude(x) <= 1; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::acos(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * -rsqrt(one_minus_square(x)); }
};

template <>
struct record<op::atan> : odd, smooth, folds_everywhere {
  static constexpr notation written{"atan", R"(\arctan)", {}};
  static constexpr c_function c99{"atan", {}};
  static constexpr std::uint32_t flops = 28;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::atan(x); }
  template <class Term>
  static constexpr Term vjp(Term g, Term x, Term) {
    Term const length = hypot(x, x.constant(1));
    return g / length / length;
  }
};

template <>
struct record<op::sinh> : odd, overflowing {
  static constexpr notation written{"sinh", R"(\sinh)", {}};
  static constexpr c_function c99{"sinh", {}};
  static constexpr std::uint32_t flops = 28;
  static constexpr bool folds(double x) { return magnitude(x) < 200; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::sinh(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * cosh(x); }
};

template <>
struct record<op::cosh> : even, overflowing {
  static constexpr notation written{"cosh", R"(\cosh)", {}};
  static constexpr c_function c99{"cosh", {}};
  static constexpr std::uint32_t flops = 28;
  static constexpr bool folds(double x) { return magnitude(x) < 200; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::cosh(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * sinh(x); }
};

template <>
struct record<op::tanh> : odd, smooth, folds_everywhere {
  static constexpr notation written{"tanh", R"(\tanh)", {}};
  static constexpr c_function c99{"tanh", {}};
  static constexpr std::uint32_t flops = 22;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::tanh(x); }
  static constexpr auto vjp(auto g, auto, auto y) { return g * (1 - square(y)); }
};

template <>
struct record<op::asinh> : odd, smooth, folds_everywhere {
  static constexpr notation written{"asinh", R"(\operatorname{arsinh})", {}};
  static constexpr c_function c99{"asinh", {}};
  static constexpr std::uint32_t flops = 28;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::asinh(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g / hypot(x, x.constant(1)); }
};

template <>
struct record<op::acosh> : unary, steep {
  static constexpr notation written{"acosh", R"(\operatorname{arcosh})", {}};
  static constexpr c_function c99{"acosh", {}};
  static constexpr std::uint32_t flops = 28;
  static constexpr bool folds(double x) { return x >= 1; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::acosh(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * rsqrt(x - 1) * rsqrt(x + 1); }
};

template <>
struct record<op::atanh> : odd, overflowing {
  static constexpr notation written{"atanh", R"(\operatorname{artanh})", {}};
  static constexpr c_function c99{"atanh", {}};
  static constexpr std::uint32_t flops = 28;
  static constexpr bool folds(double x) { return magnitude(x) < 1; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::atanh(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g / one_minus_square(x); }
};

/// The angle of the point (b, a).
template <>
struct record<op::atan2> : binary, steep, folds_everywhere {
  static constexpr notation written{"atan2", R"(\operatorname{atan2})", {}};
  static constexpr c_function c99{"atan2", {}};
  static constexpr std::uint32_t flops = 34;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return math::atan2(a, b); }
  static constexpr auto vjp_first(auto g, auto a, auto b, auto) { return xdivy(g * over_hypot(b, a), hypot(a, b)); }
  static constexpr auto vjp_second(auto g, auto a, auto b, auto) { return -xdivy(g * over_hypot(a, b), hypot(a, b)); }
};

template <>
struct record<op::hypot> : binary, smooth, folds_everywhere {
  static constexpr notation written{"hypot", R"(\operatorname{hypot})", {}};
  static constexpr c_function c99{"hypot", {}};
  static constexpr std::uint32_t flops = 12;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return math::hypot(a, b); }
  static constexpr auto vjp_first(auto g, auto a, auto b, auto) { return g * over_hypot(a, b); }
  static constexpr auto vjp_second(auto g, auto a, auto b, auto) { return g * over_hypot(b, a); }
};

/// a/√(a² + b²), and 0 where a = b = 0.
template <>
struct record<op::over_hypot> : binary, smooth, folds_everywhere {
  static constexpr notation written{"over_hypot", R"(\operatorname{over\_hypot})", {}, form::over_hypot};
  static constexpr c_function c99{"over_hypot",
                                  "/* a / hypot(a, b), and 0 where both are 0 */\n"
                                  "static $ over_hypot($ a, $ b) {\n"
                                  "  if (isinf(a) || isinf(b)) {\n"
                                  "    a = copysign@(isinf(a) ? 1 : 0, a);\n"
                                  "    b = isinf(b) ? 1 : 0;\n"
                                  "  }\n"
                                  "  $ const longest = fmax@(fabs@(a), fabs@(b));\n"
                                  "  return longest == 0 ? a : a / longest / hypot@(a / longest, b / longest);\n"
                                  "}\n"};
  static constexpr std::uint32_t flops = 16;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return math::over_hypot(a, b); }
  static constexpr auto vjp_first(auto g, auto a, auto b, auto) {
    return xdivy(g * square(over_hypot(b, a)), hypot(a, b));
  }
  static constexpr auto vjp_second(auto g, auto a, auto b, auto y) {
    return -xdivy(g * y * over_hypot(b, a), hypot(a, b));
  }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET

/// Hyperbolic tangent; derivative 1 − tanh².
template <ops::argument X>
constexpr auto tanh(X const& x) {
  return elementwise(ops::applied<op::tanh>{}, x);
}
/// Sine of an angle in radians.
template <ops::argument X>
constexpr auto sin(X const& x) {
  return elementwise(ops::applied<op::sin>{}, x);
}
/// Cosine of an angle in radians.
template <ops::argument X>
constexpr auto cos(X const& x) {
  return elementwise(ops::applied<op::cos>{}, x);
}
/// Tangent of an angle in radians; derivative 1 + tan².
template <ops::argument X>
constexpr auto tan(X const& x) {
  return elementwise(ops::applied<op::tan>{}, x);
}
/// The angle in [−π/2, π/2] whose sine is x; NaN where |x| > 1. Derivative 1/√(1 − x²).
template <ops::argument X>
constexpr auto asin(X const& x) {
  return elementwise(ops::applied<op::asin>{}, x);
}
/// The angle in [0, π] whose cosine is x; NaN where |x| > 1. Derivative −1/√(1 − x²).
template <ops::argument X>
constexpr auto acos(X const& x) {
  return elementwise(ops::applied<op::acos>{}, x);
}
/// The angle in (−π/2, π/2) whose tangent is x; derivative 1/(1 + x²).
template <ops::argument X>
constexpr auto atan(X const& x) {
  return elementwise(ops::applied<op::atan>{}, x);
}
/// Hyperbolic sine.
template <ops::argument X>
constexpr auto sinh(X const& x) {
  return elementwise(ops::applied<op::sinh>{}, x);
}
/// Hyperbolic cosine.
template <ops::argument X>
constexpr auto cosh(X const& x) {
  return elementwise(ops::applied<op::cosh>{}, x);
}
/// Inverse of sinh; derivative 1/√(1 + x²).
template <ops::argument X>
constexpr auto asinh(X const& x) {
  return elementwise(ops::applied<op::asinh>{}, x);
}
/// The inverse of cosh that is not negative; NaN where x < 1. Derivative 1/√(x² − 1).
template <ops::argument X>
constexpr auto acosh(X const& x) {
  return elementwise(ops::applied<op::acosh>{}, x);
}
/// Inverse of tanh; ±∞ at ±1, NaN beyond. Derivative 1/(1 − x²).
template <ops::argument X>
constexpr auto atanh(X const& x) {
  return elementwise(ops::applied<op::atanh>{}, x);
}
/// The angle of the point (x, y), in (−π, π].
template <class Y, class X>
  requires ops::arguments<Y, X>
constexpr auto atan2(Y const& y, X const& x) { return elementwise(ops::applied<op::atan2>{}, y, x); }
/// √(x² + y²) without overflow; derivative 0 at the origin.
template <class X, class Y>
  requires ops::arguments<X, Y>
constexpr auto hypot(X const& x, Y const& y) { return elementwise(ops::applied<op::hypot>{}, x, y); }
/// x/√(x² + y²), the slope of hypot, also where that overflows; 0 at the origin, and so are its derivatives.
template <class X, class Y>
  requires ops::arguments<X, Y>
constexpr auto over_hypot(X const& x, Y const& y) { return elementwise(ops::applied<op::over_hypot>{}, x, y); }

}  // namespace tapeless
