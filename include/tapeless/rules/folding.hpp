// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/scalar_value.hpp"

namespace tapeless::inline TAPELESS_TARGET::rules {

/// A folded constant, if folding is safe.
struct folded {
  bool done = false;
  double value = 0;
};

constexpr double magnitude(double x) { return x < 0 ? -x : x; }
constexpr bool moderate(double x) { return magnitude(x) < 1e100 && (x == 0 || magnitude(x) > 1e-100); }

/// A program may compute in float: constants are gathered only where the result is 0 or a normal float. Then gathering overflows and
/// underflows where, at most, what was written does.
constexpr bool fits_every_type(double x) {
  constexpr double least = static_cast<double>(std::numeric_limits<float>::min());
  constexpr double most = static_cast<double>(std::numeric_limits<float>::max());
  return x == 0 || (magnitude(x) >= least && magnitude(x) <= most);
}

/// Where a function of one number is far from overflow and from the ends of its domain.
constexpr bool is_defined(op code, double a) {
  switch (code) {
  case op::exp:
  case op::expm1:
  case op::sinh:
  case op::cosh: return magnitude(a) < 200;
  case op::log:
  case op::log2:
  case op::rsqrt: return a > 1e-100;
  case op::log1p: return a > -0.5;
  case op::sqrt: return a >= 0;
  case op::sin:
  case op::cos:
  case op::tan:
  case op::floor:
  case op::round: return magnitude(a) < 1e5;
  case op::asin:
  case op::acos: return magnitude(a) <= 1;
  case op::acosh: return a >= 1;
  case op::atanh: return magnitude(a) < 1;
  case op::stop_gradient:
  case op::unary_primitive: return false;
  default: return true;
  }
}

/// Folds what gives a finite constant; 1/0, overflow and log of a negative number are left to run time, where they are ∞ and NaN
/// (in a constant expression they would be no constant at all).
constexpr folded fold(op code, double a) {
  if (!moderate(a) || !is_defined(code, a)) return {};
  return {true, with_unary(code, [&]<op Code>() { return value<Code>(a); })};
}

/// 10^±6 to a power up to ±16 is far from overflow; a negative number has no power with a fraction.
constexpr bool power_is_defined(double a, double b) {
  if (magnitude(b) > 16 || magnitude(a) > 1e6 || magnitude(a) < 1e-6) return false;
  return a > 0 || b == static_cast<double>(static_cast<int>(b));
}

constexpr folded fold(op code, double a, double b) {
  bool const defined = code == op::divide || code == op::xdivy ? b != 0
                       : code == op::power                     ? power_is_defined(a, b)
                       : code == op::xlogy                     ? b > 1e-100
                       : code == op::logistic_loss             ? magnitude(a) < 200
                                                               : code != op::binary_primitive;
  if (!moderate(a) || !moderate(b) || !defined) return {};
  return {true, with_binary(code, [&]<op Code>() { return value<Code>(a, b); })};
}

}  // namespace tapeless::inline TAPELESS_TARGET::rules
