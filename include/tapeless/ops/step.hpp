// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/math.hpp"
#include "tapeless/ops/record.hpp"

#include <limits>

/// Steps, comparisons and the choice by one: 1 or 0, signs, integers.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

template <>
struct record<op::sign> : odd, piecewise_constant, folds_everywhere {
  static constexpr notation written{"sign", R"(\operatorname{sgn})", {}};
  static constexpr c_function c99{"sign", "static $ sign($ x) { return x > 0 ? 1 : x < 0 ? -1 : x; }\n"};
  static constexpr std::uint32_t flops = 1;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T x) {
    return select(x > T(0), T(1), select(x < T(0), T(-1), x));
  }
};

template <>
struct record<op::isfinite> : even, piecewise_constant, folds_everywhere {
  static constexpr notation written{"isfinite", R"(\operatorname{isfinite})", {}};
  static constexpr c_function c99{"is_finite", "static $ is_finite($ x) { return isfinite(x) ? 1 : 0; }\n"};
  static constexpr std::uint32_t flops = 2;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T x) {
    using element = math::element_t<T>;
    return select(abs(x) <= T(std::numeric_limits<element>::max()), T(1), T(0));
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
struct record<op::round> : odd, piecewise_constant {
  static constexpr notation written{"round", R"(\lfloor )", R"( \rceil)"};
  static constexpr c_function c99{"rint", {}};
  static constexpr std::uint32_t flops = 2;
  static constexpr bool folds(double x) { return magnitude(x) < 1e5; }
  TAPELESS_FORCE_INLINE static constexpr auto value(auto x) { return math::round(x); }
};

/// 1 where `holds` of the record, else 0.
template <op Code>
struct comparison : binary, piecewise_constant, folds_everywhere {
  static constexpr std::uint32_t flops = 1;
  template <class T>
  TAPELESS_FORCE_INLINE static constexpr T value(T a, T b) {
    return select(record<Code>::holds(a, b), T(1), T(0));
  }
};

/// 1 where a > b, else 0.
template <>
struct record<op::greater> : comparison<op::greater> {
  static constexpr notation written{">", ">", {}, form::comparison, binding::comparison};
  static constexpr c_function c99{"greater", "static $ greater($ a, $ b) { return a > b ? 1 : 0; }\n"};
  TAPELESS_FORCE_INLINE static constexpr auto holds(auto a, auto b) { return a > b; }
};

/// 1 where a ≥ b, else 0.
template <>
struct record<op::greater_equal> : comparison<op::greater_equal> {
  static constexpr notation written{">=", R"(\ge)", {}, form::comparison, binding::comparison};
  static constexpr c_function c99{"greater_equal", "static $ greater_equal($ a, $ b) { return a >= b ? 1 : 0; }\n"};
  TAPELESS_FORCE_INLINE static constexpr auto holds(auto a, auto b) { return a >= b; }
};

/// 1 where a = b, else 0.
template <>
struct record<op::equal> : comparison<op::equal> {
  static constexpr notation written{"==", "=", {}, form::comparison, binding::equality};
  static constexpr c_function c99{"equal", "static $ equal($ a, $ b) { return a == b ? 1 : 0; }\n"};
  TAPELESS_FORCE_INLINE static constexpr auto holds(auto a, auto b) { return a == b; }
};

/// b where a > 0, else c. Its derivative is that of what is chosen (rules/elementwise_derivative.hpp).
template <>
struct record<op::select> : smooth {
  static constexpr std::uint32_t constant_operands = 0b001;
  static constexpr zero_rule zeros = zero_rule::of_chosen;
  static constexpr std::uint32_t arity = 3;
  static constexpr notation written{"where", R"(\begin{cases})", R"(\end{cases})", form::choice};
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

/// −1, 0 or 1; derivative 0.
template <ops::argument X>
constexpr auto sign(X const& x) {
  return elementwise(ops::applied<op::sign>{}, x);
}
/// 1 where x is a number, 0 where it is ±∞ or NaN; derivative 0.
template <ops::argument X>
constexpr auto isfinite(X const& x) {
  return elementwise(ops::applied<op::isfinite>{}, x);
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

}  // namespace tapeless
