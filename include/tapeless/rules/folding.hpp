// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/records.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

/// A folded constant, if folding is safe.
struct folded {
  bool done = false;
  double value = 0;
};

constexpr bool moderate(double x) { return ops::magnitude(x) < 1e100 && (x == 0 || ops::magnitude(x) > 1e-100); }

/// A program may compute in float: constants are gathered only where the result is 0 or a normal float. Then gathering
/// overflows and underflows where, at most, what was written does.
constexpr bool fits_every_type(double x) {
  constexpr double least = static_cast<double>(std::numeric_limits<float>::min());
  constexpr double most = static_cast<double>(std::numeric_limits<float>::max());
  return x == 0 || (ops::magnitude(x) >= least && ops::magnitude(x) <= most);
}

/// Folds what gives a finite constant; 1/0, overflow and log of a negative number are left to run time, where they are
/// ∞ and NaN (in a constant expression they would be no constant at all).
constexpr folded fold(op code, double a) {
  if (!moderate(a) || is_user_primitive(code)) return {};
  return ops::visit_unary(code, [&]<op Code>() {
    return ops::record<Code>::folds(a) ? folded{true, ops::value<Code>(a)} : folded{};
  });
}
constexpr folded fold(op code, double a, double b) {
  if (!moderate(a) || !moderate(b) || is_user_primitive(code)) return {};
  return ops::visit_binary(code, [&]<op Code>() {
    return ops::record<Code>::folds(a, b) ? folded{true, ops::value<Code>(a, b)} : folded{};
  });
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
