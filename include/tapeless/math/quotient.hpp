// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/math/scalar.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// a / b as IEEE 754 has it where the language allows no division in a constant expression: ±∞ for a zero divisor or an
/// overflow, NaN for 0/0 and ∞/∞, and what was a NaN stays one.
template <std::floating_point T>
constexpr T quotient_in_constant_expression(T a, T b) {
  constexpr T infinite = std::numeric_limits<T>::infinity();
  if (a != a) return a;
  if (b != b) return b;
  T const size = abs(a);
  T const divisor = abs(b);
  if ((size == 0 && divisor == 0) || (size == infinite && divisor == infinite))
    return std::numeric_limits<T>::quiet_NaN();
  bool const negative = (math::copysign(T(1), a) < 0) != (math::copysign(T(1), b) < 0);
  if (divisor == 0 || (size != infinite && divisor < 1 && size > divisor * std::numeric_limits<T>::max()))
    return negative ? -infinite : infinite;
  return a / b;
}

/// a / b; in a constant expression, too, for every pair of numbers.
template <class T>
TAPELESS_FORCE_INLINE constexpr T quotient(T a, T b) {
  if constexpr (std::floating_point<T>) {
    if (std::is_constant_evaluated()) return quotient_in_constant_expression(a, b);
  }
  return a / b;
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
