// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/op.hpp"
#include "tapeless/math/math.hpp"
#include "tapeless/meta/force_inline.hpp"
#include "tapeless/meta/target.hpp"
#include "tapeless/rules/quotient.hpp"

namespace tapeless::inline TAPELESS_TARGET::rules {

/// The value of an element-wise operation at one element: the one definition that folding, the interpreter and the kernels share.
/// T is a number, or a pack of numbers. Always inlined, as all of math/: a function that is called takes and returns packs in memory.
template <op Code, class T>
TAPELESS_FORCE_INLINE constexpr T value(T a) {
  using math::abs, math::select, math::sqrt;
  if constexpr (Code == op::negate) return -a;
  if constexpr (Code == op::exp) return math::exp(a);
  if constexpr (Code == op::expm1) return math::expm1(a);
  if constexpr (Code == op::log) return math::log(a);
  if constexpr (Code == op::log1p) return math::log1p(a);
  if constexpr (Code == op::log2) return math::log2(a);
  if constexpr (Code == op::sqrt) return sqrt(a);
  if constexpr (Code == op::rsqrt) return math::rsqrt(a);
  if constexpr (Code == op::cbrt) return math::cbrt(a);
  if constexpr (Code == op::square) return a * a;
  if constexpr (Code == op::absolute) return abs(a);
  if constexpr (Code == op::sign) return select(a > T(0), T(1), select(a < T(0), T(-1), a));
  if constexpr (Code == op::floor) return math::floor(a);
  if constexpr (Code == op::round) return math::round(a);
  if constexpr (Code == op::sin) return math::sin(a);
  if constexpr (Code == op::cos) return math::cos(a);
  if constexpr (Code == op::tan) return math::tan(a);
  if constexpr (Code == op::asin) return math::asin(a);
  if constexpr (Code == op::acos) return math::acos(a);
  if constexpr (Code == op::atan) return math::atan(a);
  if constexpr (Code == op::sinh) return math::sinh(a);
  if constexpr (Code == op::cosh) return math::cosh(a);
  if constexpr (Code == op::tanh) return math::tanh(a);
  if constexpr (Code == op::asinh) return math::asinh(a);
  if constexpr (Code == op::acosh) return math::acosh(a);
  if constexpr (Code == op::atanh) return math::atanh(a);
  if constexpr (Code == op::sigmoid) return math::sigmoid(a);
  if constexpr (Code == op::relu) return select(a < T(0), T(0), a);
  if constexpr (Code == op::softplus) return math::softplus(a);
  if constexpr (Code == op::erf) return math::erf(a);
  if constexpr (Code == op::erfc) return math::erfc(a);
  if constexpr (Code == op::stop_gradient) return a;
  if constexpr (Code == op::broadcast) return a;
}

template <op Code, class T>
TAPELESS_FORCE_INLINE constexpr T value(T a, T b) {
  using math::abs, math::either, math::select;
  if constexpr (Code == op::add) return a + b;
  if constexpr (Code == op::subtract) return a - b;
  if constexpr (Code == op::multiply) return a * b;
  if constexpr (Code == op::divide) return quotient(a, b);
  if constexpr (Code == op::power) return math::pow(a, b);
  if constexpr (Code == op::atan2) return math::atan2(a, b);
  if constexpr (Code == op::hypot) return math::hypot(a, b);
  if constexpr (Code == op::over_hypot) return math::over_hypot(a, b);
  if constexpr (Code == op::maximum) return select(either(a >= b, a != a), a, b);
  if constexpr (Code == op::minimum) return select(either(a <= b, a != a), a, b);
  if constexpr (Code == op::greater) return select(a > b, T(1), T(0));
  if constexpr (Code == op::greater_equal) return select(a >= b, T(1), T(0));
  if constexpr (Code == op::equal) return select(a == b, T(1), T(0));
  if constexpr (Code == op::xmuly) return a * select(a == T(0), T(0), b);
  if constexpr (Code == op::xlogy) return select(a == T(0), T(0), a * math::log(select(a == T(0), T(1), b)));
  if constexpr (Code == op::xdivy) return select(a == T(0), T(0), quotient(a, b));
  // z·([z > 0] − y) + log(1 + e^−|z|): no overflow, no cancellation where the loss is tiny, and 0 at ±∞ with the right target
  if constexpr (Code == op::logistic_loss) {
    T const missed = select(a > T(0), T(1), T(0)) - b;
    return missed * select(missed == T(0), T(0), a) + math::softplus_of_negative(a);
  }
}

template <op Code, class T>
TAPELESS_FORCE_INLINE constexpr T value(T a, T b, T c) {
  static_assert(Code == op::select);
  using math::select;
  return select(a > T(0), b, c);
}

/// Calls `visit.template operator()<Code>()` with the run-time code as a constant: a switch for the interpreter and for folding.
template <class Visit>
constexpr auto with_unary(op code, Visit const& visit) {
  switch (code) {
  case op::negate: return visit.template operator()<op::negate>();
  case op::exp: return visit.template operator()<op::exp>();
  case op::expm1: return visit.template operator()<op::expm1>();
  case op::log: return visit.template operator()<op::log>();
  case op::log1p: return visit.template operator()<op::log1p>();
  case op::log2: return visit.template operator()<op::log2>();
  case op::sqrt: return visit.template operator()<op::sqrt>();
  case op::rsqrt: return visit.template operator()<op::rsqrt>();
  case op::cbrt: return visit.template operator()<op::cbrt>();
  case op::square: return visit.template operator()<op::square>();
  case op::absolute: return visit.template operator()<op::absolute>();
  case op::sign: return visit.template operator()<op::sign>();
  case op::floor: return visit.template operator()<op::floor>();
  case op::round: return visit.template operator()<op::round>();
  case op::sin: return visit.template operator()<op::sin>();
  case op::cos: return visit.template operator()<op::cos>();
  case op::tan: return visit.template operator()<op::tan>();
  case op::asin: return visit.template operator()<op::asin>();
  case op::acos: return visit.template operator()<op::acos>();
  case op::atan: return visit.template operator()<op::atan>();
  case op::sinh: return visit.template operator()<op::sinh>();
  case op::cosh: return visit.template operator()<op::cosh>();
  case op::tanh: return visit.template operator()<op::tanh>();
  case op::asinh: return visit.template operator()<op::asinh>();
  case op::acosh: return visit.template operator()<op::acosh>();
  case op::atanh: return visit.template operator()<op::atanh>();
  case op::sigmoid: return visit.template operator()<op::sigmoid>();
  case op::relu: return visit.template operator()<op::relu>();
  case op::softplus: return visit.template operator()<op::softplus>();
  case op::erf: return visit.template operator()<op::erf>();
  case op::erfc: return visit.template operator()<op::erfc>();
  case op::stop_gradient: return visit.template operator()<op::stop_gradient>();
  default: return visit.template operator()<op::broadcast>();
  }
}

template <class Visit>
constexpr auto with_binary(op code, Visit const& visit) {
  switch (code) {
  case op::add: return visit.template operator()<op::add>();
  case op::subtract: return visit.template operator()<op::subtract>();
  case op::multiply: return visit.template operator()<op::multiply>();
  case op::divide: return visit.template operator()<op::divide>();
  case op::power: return visit.template operator()<op::power>();
  case op::atan2: return visit.template operator()<op::atan2>();
  case op::hypot: return visit.template operator()<op::hypot>();
  case op::over_hypot: return visit.template operator()<op::over_hypot>();
  case op::maximum: return visit.template operator()<op::maximum>();
  case op::minimum: return visit.template operator()<op::minimum>();
  case op::greater: return visit.template operator()<op::greater>();
  case op::greater_equal: return visit.template operator()<op::greater_equal>();
  case op::equal: return visit.template operator()<op::equal>();
  case op::xmuly: return visit.template operator()<op::xmuly>();
  case op::xlogy: return visit.template operator()<op::xlogy>();
  case op::xdivy: return visit.template operator()<op::xdivy>();
  default: return visit.template operator()<op::logistic_loss>();
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::rules
