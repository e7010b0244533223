// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/math.hpp"
#include "tapeless/math/quotient.hpp"
#include "tapeless/ops/record.hpp"

/// Sums, products, quotients, and the larger and the smaller of elements.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

/// g where a > b, 0 where a < b, and half of it at a tie, where either operand is the value.
template <class Term>
constexpr Term share(Term a, Term b, Term g) {
  return where(b > a, 0, where(a > b, g, 0.5 * g));
}

template <>
struct record<op::negate> : unary, smooth, folds_everywhere {
  static constexpr zero_rule zeros = zero_rule::of_first;
  static constexpr notation written{"-", "-", {}, form::negation, binding::prefix, binding::sum};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return -x; }
  static constexpr auto vjp(auto g, auto, auto) { return -g; }
};

template <>
struct record<op::square> : even, smooth, folds_everywhere {
  static constexpr notation written{"square", "^{2}", {}, form::square};
  static constexpr c_function c99{"square", "static $ square($ x) { return x * x; }\n"};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return x * x; }
  static constexpr auto vjp(auto g, auto x, auto) { return g * (2 * x); }
};

template <>
struct record<op::absolute> : even, smooth, folds_everywhere {
  static constexpr notation written{"abs", R"(\lvert )", R"( \rvert)"};
  static constexpr c_function c99{"fabs", {}};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return abs(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * sign(x); }
};

template <>
struct record<op::stop_gradient> : unary, piecewise_constant {
  static constexpr notation written{"stop_gradient", R"(\operatorname{stop\_gradient})", {}};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 0;
  static constexpr bool folds(double) { return false; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return x; }
};

/// The caller sums the adjoint over what was repeated.
template <>
struct record<op::broadcast> : unary, smooth, folds_everywhere {
  static constexpr zero_rule zeros = zero_rule::of_first;
  static constexpr notation written{.text = "broadcast_to",
                                    .latex = R"(\mathbf{1})",
                                    .close = {},
                                    .as = form::repeated,
                                    .given = given_numbers::shape};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 0;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return x; }
  static constexpr auto vjp(auto g, auto, auto) { return g; }
};

template <>
struct record<op::add> : binary, smooth, folds_everywhere {
  static constexpr zero_rule zeros = zero_rule::of_all;
  static constexpr notation written{"+", "+", {}, form::sum, binding::sum, binding::sum};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return a + b; }
  static constexpr auto vjp_first(auto g, auto, auto, auto) { return g; }
  static constexpr auto vjp_second(auto g, auto, auto, auto) { return g; }
};

template <>
struct record<op::subtract> : binary, smooth, folds_everywhere {
  static constexpr zero_rule zeros = zero_rule::of_all;
  static constexpr notation written{"-", "-", {}, form::difference, binding::sum, binding::sum};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return a - b; }
  static constexpr auto vjp_first(auto g, auto, auto, auto) { return g; }
  static constexpr auto vjp_second(auto g, auto, auto, auto) { return -g; }
};

template <>
struct record<op::multiply> : binary, smooth, folds_everywhere {
  static constexpr zero_rule zeros = zero_rule::of_any;
  static constexpr notation written{"%", R"(\odot)", {}, form::product, binding::factor};  // * where either is a number
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return a * b; }
  static constexpr auto vjp_first(auto g, auto, auto b, auto) { return g * b; }
  static constexpr auto vjp_second(auto g, auto a, auto, auto) { return g * a; }
};

template <>
struct record<op::divide> : binary {
  static constexpr zero_rule zeros = zero_rule::of_first;
  static constexpr notation written{"/", R"(\oslash)", {}, form::quotient, binding::factor};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 4;
  static constexpr slope slopes(known_operand second) {
    return second.is_constant && second.value != 0 ? slope::finite : slope::overflowing;
  }
  static constexpr bool folds(double, double b) { return b != 0; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return math::quotient(a, b); }
  static constexpr auto vjp_first(auto g, auto, auto b, auto) { return g / b; }
  static constexpr auto vjp_second(auto g, auto, auto b, auto y) { return -(g * (y / b)); }
};

/// a − b·trunc(a/b), with the sign of a.
template <>
struct record<op::fmod> : binary, overflowing {
  static constexpr zero_rule zeros = zero_rule::of_first;
  static constexpr notation written{"fmod", R"(\operatorname{fmod})", {}};
  static constexpr c_function c99{"fmod", {}};
  static constexpr std::uint32_t flops = 24;
  static constexpr bool folds(double, double b) { return b != 0; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return math::fmod(a, b); }
  static constexpr auto vjp_first(auto g, auto, auto, auto) { return g; }
  static constexpr auto vjp_second(auto g, auto a, auto b, auto y) { return -(g * round((a - y) / b)); }
};

template <>
struct record<op::maximum> : binary, smooth, folds_everywhere {
  static constexpr notation written{"maximum", R"(\max)", {}};
  static constexpr c_function c99{"maximum", "static $ maximum($ a, $ b) { return a >= b || a != a ? a : b; }\n"};
  static constexpr std::uint32_t flops = 1;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b) {
    return select(either(a >= b, a != a), a, b);
  }
  static constexpr auto vjp_first(auto g, auto a, auto b, auto) { return share(a, b, g); }
  static constexpr auto vjp_second(auto g, auto a, auto b, auto) { return share(b, a, g); }
};

template <>
struct record<op::minimum> : binary, smooth, folds_everywhere {
  static constexpr notation written{"minimum", R"(\min)", {}};
  static constexpr c_function c99{"minimum", "static $ minimum($ a, $ b) { return a <= b || a != a ? a : b; }\n"};
  static constexpr std::uint32_t flops = 1;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b) {
    return select(either(a <= b, a != a), a, b);
  }
  static constexpr auto vjp_first(auto g, auto a, auto b, auto) { return share(b, a, g); }
  static constexpr auto vjp_second(auto g, auto a, auto b, auto) { return share(a, b, g); }
};

/// a·b, and 0 where a = 0.
template <>
struct record<op::xmuly> : binary, smooth, folds_everywhere {
  static constexpr notation written{"xmuly", R"(\odot)", {}, form::product};
  static constexpr c_function c99{"xmuly", "static $ xmuly($ x, $ y) { return x == 0 ? 0 : x * y; }\n"};
  static constexpr std::uint32_t flops = 2;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b) {
    return a * select(a == T(0), T(0), b);
  }
  static constexpr auto vjp_first(auto g, auto, auto b, auto) { return g * b; }
  static constexpr auto vjp_second(auto g, auto a, auto, auto) { return g * a; }
};

/// a / b, and 0 where a = 0.
template <>
struct record<op::xdivy> : binary, steep {
  static constexpr zero_rule zeros = zero_rule::of_first;
  static constexpr notation written{"xdivy", R"(\oslash)", {}, form::quotient};
  static constexpr c_function c99{"xdivy", "static $ xdivy($ x, $ y) { return x == 0 ? 0 : x / y; }\n"};
  static constexpr std::uint32_t flops = 4;
  static constexpr bool folds(double, double b) { return b != 0; }
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b) {
    return select(a == T(0), T(0), math::quotient(a, b));
  }
  static constexpr auto vjp_first(auto g, auto, auto b, auto) { return xdivy(g, b); }
  static constexpr auto vjp_second(auto g, auto, auto b, auto y) { return -(g * xdivy(y, b)); }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET

/// x²
template <ops::argument X>
constexpr auto square(X const& x) {
  return elementwise(ops::applied<op::square>{}, x);
}
/// |x|, with derivative sign(x): 0 at 0.
template <ops::argument X>
constexpr auto abs(X const& x) {
  return elementwise(ops::applied<op::absolute>{}, x);
}
/// x, held constant by every derivative.
template <ops::argument X>
constexpr auto stop_gradient(X const& x) {
  return elementwise(ops::applied<op::stop_gradient>{}, x);
}
/// x − y·trunc(x/y), exactly, with the sign of x; NaN where y = 0 or x is infinite. Derivatives 1 and −trunc(x/y), also
/// where x is a multiple of y.
template <class X, class Y>
  requires ops::arguments<X, Y>
constexpr auto fmod(X const& x, Y const& y) { return elementwise(ops::applied<op::fmod>{}, x, y); }
/// The larger operand; at a tie each gets half of the derivative. NaN wins.
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto maximum(A const& a, B const& b) { return elementwise(ops::applied<op::maximum>{}, a, b); }
/// The smaller operand; at a tie each gets half of the derivative. NaN wins.
template <class A, class B>
  requires ops::arguments<A, B>
constexpr auto minimum(A const& a, B const& b) { return elementwise(ops::applied<op::minimum>{}, a, b); }
/// x·y, and 0 where x = 0, even where y is infinite or NaN.
template <class X, class Y>
  requires ops::arguments<X, Y>
constexpr auto xmuly(X const& x, Y const& y) { return elementwise(ops::applied<op::xmuly>{}, x, y); }
/// x / y, and 0 where x = 0.
template <class X, class Y>
  requires ops::arguments<X, Y>
constexpr auto xdivy(X const& x, Y const& y) { return elementwise(ops::applied<op::xdivy>{}, x, y); }

}  // namespace tapeless
