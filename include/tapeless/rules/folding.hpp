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

/// Folds what gives a finite constant; 1/0, overflow and log of a negative number are left to run time, where they are ∞ and NaN
/// (in a constant expression they would be no constant at all).
constexpr folded fold(op code, double a) {
  bool const defined = code == op::exp || code == op::expm1 ? magnitude(a) < 200
                       : code == op::log                    ? a > 1e-100
                       : code == op::log1p                  ? a > -0.5
                       : code == op::sqrt                   ? a >= 0
                                                            : true;
  if (!moderate(a) || !defined) return {};
  return {true, with_unary(code, [&]<op Code>() { return value<Code>(a); })};
}

constexpr folded fold(op code, double a, double b) {
  bool const defined = code == op::divide || code == op::xdivy ? b != 0
                       : code == op::power                     ? magnitude(a) < 1e6 && a != 0 && magnitude(b) <= 16
                       : code == op::xlogy                     ? b > 1e-100
                       : code == op::logistic_loss             ? magnitude(a) < 200
                                                               : true;
  if (!moderate(a) || !moderate(b) || !defined) return {};
  return {true, with_binary(code, [&]<op Code>() { return value<Code>(a, b); })};
}

}  // namespace tapeless::inline TAPELESS_TARGET::rules
