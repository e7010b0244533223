// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/math.hpp"
#include "tapeless/math/quotient.hpp"
#include "tapeless/ops/record.hpp"

/// Sums, products, quotients, choices and comparisons of elements.
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
  static constexpr notation written{"-", "-", {}};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return -x; }
  static constexpr auto vjp(auto g, auto, auto) { return -g; }
};

template <>
struct record<op::square> : unary, smooth, folds_everywhere {
  static constexpr notation written{"square", "^{2}", {}};
  static constexpr c_function c99{"square", "static $ square($ x) { return x * x; }\n"};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return x * x; }
  static constexpr auto vjp(auto g, auto x, auto) { return g * (2 * x); }
};

template <>
struct record<op::absolute> : unary, smooth, folds_everywhere {
  static constexpr notation written{"abs", R"(\lvert )", R"( \rvert)"};
  static constexpr c_function c99{"fabs", {}};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return abs(x); }
  static constexpr auto vjp(auto g, auto x, auto) { return g * sign(x); }
};

template <>
struct record<op::sign> : unary, piecewise_constant, folds_everywhere {
  static constexpr notation written{"sign", R"(\operatorname{sgn})", {}};
  static constexpr c_function c99{"sign", "static $ sign($ x) { return x > 0 ? 1 : x < 0 ? -1 : x; }\n"};
  static constexpr std::uint32_t flops = 1;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T x) {
    return select(x > T(0), T(1), select(x < T(0), T(-1), x));
  }
};

template <>
struct record<op::floor> : unary, piecewise_constant {
  static constexpr notation written{"floor", R"(\lfloor )", R"( \rfloor)"};
  static constexpr c_function c99{"floor", {}};
  static constexpr std::uint32_t flops = 2;
  static constexpr bool folds(double x) { return magnitude(x) < 1e5; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::floor(x); }
};

/// To the nearest integer, halves to the even one.
template <>
struct record<op::round> : unary, piecewise_constant {
  static constexpr notation written{"round", R"(\lfloor )", R"( \rceil)"};
  static constexpr c_function c99{"rint", {}};
  static constexpr std::uint32_t flops = 2;
  static constexpr bool folds(double x) { return magnitude(x) < 1e5; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::round(x); }
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
  static constexpr notation written{"broadcast_to", R"(\mathbf{1})", {}};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 0;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return x; }
  static constexpr auto vjp(auto g, auto, auto) { return g; }
};

template <>
struct record<op::add> : binary, smooth, folds_everywhere {
  static constexpr notation written{"+", "+", {}};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return a + b; }
  static constexpr auto vjp_first(auto g, auto, auto, auto) { return g; }
  static constexpr auto vjp_second(auto g, auto, auto, auto) { return g; }
};

template <>
struct record<op::subtract> : binary, smooth, folds_everywhere {
  static constexpr notation written{"-", "-", {}};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return a - b; }
  static constexpr auto vjp_first(auto g, auto, auto, auto) { return g; }
  static constexpr auto vjp_second(auto g, auto, auto, auto) { return -g; }
};

template <>
struct record<op::multiply> : binary, smooth, folds_everywhere {
  static constexpr notation written{"%", R"(\odot)", {}};
  static constexpr c_function c99{};
  static constexpr std::uint32_t flops = 1;
  TAPELESS_FORCE_INLINE static constexpr auto value(auto a, auto b) { return a * b; }
  static constexpr auto vjp_first(auto g, auto, auto b, auto) { return g * b; }
  static constexpr auto vjp_second(auto g, auto a, auto, auto) { return g * a; }
};

template <>
struct record<op::divide> : binary {
  static constexpr notation written{"/", R"(\oslash)", {}};
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

/// 1 where a > b, else 0.
template <>
struct record<op::greater> : binary, piecewise_constant, folds_everywhere {
  static constexpr notation written{">", ">", {}};
  static constexpr c_function c99{"greater", "static $ greater($ a, $ b) { return a > b ? 1 : 0; }\n"};
  static constexpr std::uint32_t flops = 1;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b) {
    return select(a > b, T(1), T(0));
  }
};

/// 1 where a ≥ b, else 0.
template <>
struct record<op::greater_equal> : binary, piecewise_constant, folds_everywhere {
  static constexpr notation written{">=", R"(\ge)", {}};
  static constexpr c_function c99{"greater_equal", "static $ greater_equal($ a, $ b) { return a >= b ? 1 : 0; }\n"};
  static constexpr std::uint32_t flops = 1;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b) {
    return select(a >= b, T(1), T(0));
  }
};

/// 1 where a = b, else 0.
template <>
struct record<op::equal> : binary, piecewise_constant, folds_everywhere {
  static constexpr notation written{"==", "=", {}};
  static constexpr c_function c99{"equal", "static $ equal($ a, $ b) { return a == b ? 1 : 0; }\n"};
  static constexpr std::uint32_t flops = 1;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b) {
    return select(a == b, T(1), T(0));
  }
};

/// a·b, and 0 where a = 0.
template <>
struct record<op::xmuly> : binary, smooth, folds_everywhere {
  static constexpr notation written{"xmuly", R"(\odot)", {}};
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
  static constexpr notation written{"xdivy", R"(\frac)", {}};
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

/// b where a > 0, else c. Its derivative is that of what is chosen (rules/elementwise_derivative.hpp).
template <>
struct record<op::select> : smooth {
  static constexpr std::uint32_t arity = 3;
  static constexpr notation written{"where", R"(\begin{cases})", R"(\end{cases})"};
  static constexpr c_function c99{"choose",
                                  "static $ choose($ condition, $ yes, $ no) { return condition > 0 ? yes : no; }\n"};
  static constexpr std::uint32_t flops = 1;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b, T c) {
    return select(a > T(0), b, c);
  }
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
/// −1, 0 or 1; derivative 0.
template <ops::argument X>
constexpr auto sign(X const& x) {
  return elementwise(ops::applied<op::sign>{}, x);
}
/// The largest integer that is not above x; derivative 0.
template <ops::argument X>
constexpr auto floor(X const& x) {
  return elementwise(ops::applied<op::floor>{}, x);
}
/// The nearest integer, of two equally near ones the even one; derivative 0.
template <ops::argument X>
constexpr auto round(X const& x) {
  return elementwise(ops::applied<op::round>{}, x);
}
/// x, held constant by every derivative.
template <ops::argument X>
constexpr auto stop_gradient(X const& x) {
  return elementwise(ops::applied<op::stop_gradient>{}, x);
}
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
