// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/isa.hpp"

#include <concepts>
#include <limits>
#include <type_traits>

#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The correctly rounded square root of m in [1, 4): Newton's iteration, then one exact correction. The residual
/// m - y^2 is exact (y is within one ulp, and y^2 is taken as head and tail); as it is a multiple of ulp^2, it exceeds
/// the rounding boundary y ulp + ulp^2/4 exactly when it is greater than y ulp.
template <std::floating_point V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto sqrt_significand(V m) noexcept -> V {
  constexpr auto ulp = std::numeric_limits<V>::epsilon();
  auto y = V(0.5F) + V(0.5F) * m;
  for (int step = 0; step < 6; ++step) y = V(0.5F) * (y + m / y);  // from 25 % the errors are 2.5e-2, 3e-4, 5e-8, ...
  auto const y_head = head(y);
  auto const y_tail = y - y_head;
  auto const residual = ((m - y_head * y_head) - V(2) * y_head * y_tail) - y_tail * y_tail;
  return y + select(residual > y * ulp, ulp, select(residual <= -y * ulp, -ulp, V(0)));
}

/// The correctly rounded square root in elementary arithmetic: the value `sqrt` has in constant expressions.
template <std::floating_point V>
[[nodiscard]] constexpr auto sqrt_by_newton(V x) noexcept -> V {
  using format = ieee_format<V>;
  if (!(x > V(0))) return x == V(0) || x != x ? x : not_a_number<V>();
  if (x == infinity<V>()) return x;
  if (x < std::numeric_limits<V>::min())  // 2^54 lifts the smallest subnormal of both formats
    return sqrt_by_newton(x * V(0x1p54F)) * V(0x1p-27F);
  auto const exponent = static_cast<int>(bits_of(x) >> format::fraction_bits) - format::bias;
  auto const half = exponent >> 1;
  auto const m = x * power_of_two(-V(half)) * power_of_two(-V(half));
  return sqrt_significand(m) * power_of_two(V(half));
}

/// The same in integers, digit after digit, for cores that compute in software: a function of the C library sets
/// errno besides. Of x from 0 to the largest number.
template <std::floating_point V>
[[nodiscard]] constexpr auto sqrt_by_digits(V x) noexcept -> V {
  using format = ieee_format<V>;
  using bits = typename format::bits_type;
  bits left = bits_of(x);
  int exponent = static_cast<int>(left >> format::fraction_bits) - format::bias;
  if (left == 0) return x;
  if (exponent == -format::bias) {
    for (++exponent; (left >> format::fraction_bits) == 0; left <<= 1) --exponent;
  }
  left = (left & format::fraction_mask) | (format::fraction_mask + 1);
  left <<= 1 + (exponent & 1);
  bits root = 0, tried = 0;
  for (bits digit = bits{2} << format::fraction_bits; digit != 0; digit >>= 1) {
    if (tried + digit <= left) {
      tried += digit;
      left -= tried;
      tried += digit;
      root += digit;
    }
    left <<= 1;
  }
  if (left != 0) root += root & 1;  // to nearest: no root is half way between two numbers
  constexpr bits leading = format::fraction_mask + 1;
  return from_bits(static_cast<bits>((root >> 1) - leading +
                                     (static_cast<bits>((exponent >> 1) + format::bias) << format::fraction_bits)));
}

/// The correctly rounded square root. sqrt(-0) = -0, sqrt(x < 0) = NaN. The machine's instruction at run time, the same
/// bits in constant expressions.
template <std::floating_point V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto sqrt(V x) noexcept -> V {
  if (std::is_constant_evaluated()) return sqrt_by_newton(x);
  // The quiet comparison is the one g++ puts before its call of the C library for errno: from -O2 on the call is gone.
  if (__builtin_isless(x, V(0))) return not_a_number<V>();
  if constexpr (requires { isa::exact_root(x); })
    return isa::exact_root(x);
  else if constexpr (!targets::has_instructions_for(sizeof(V)))
    return bits_of(x) < bits_of(infinity<V>()) ? sqrt_by_digits(x) : x;  // else it is infinity, a NaN, or −0
  else if constexpr (std::same_as<V, float>)
    return __builtin_sqrtf(x);
  else
    return __builtin_sqrt(x);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
