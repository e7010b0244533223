// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <limits>

#include "tapeless/math/power_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// Whether |y| is an integer; every number from 2^fraction_bits on is one.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto is_integer(V y) noexcept {
  auto const spacing = V(format_of<V>::integer_spacing);
  auto const a = at_most(abs(y), spacing);
  return rounded(a + spacing) - spacing == a;
}

/// x^y with the special cases of the C standard (annex F): pow(x, +-0) = pow(1, y) = 1 even for a NaN; a negative base
/// has a power for integral y only, else NaN; pow(+-0, y < 0) and pow(+-inf, y > 0) are infinite, with the sign of x
/// for odd y; pow(-1, +-inf) = 1. Largest error: float 0.94 ulp (all 2^32 floats with each of 16 exponents, 20 million
/// pairs), double 1.03 ulp (20 million pairs); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto pow(V x, V y) noexcept -> V {
  using element = element_t<V>;
  auto const zero = V(element(0));
  auto const one = V(element(1));
  auto const a = abs(x);
  auto const proper = both(a > zero, a < infinity<V>());
  auto const regular = positive_power(select(proper, a, one), y);
  auto const extreme = select(either(both(a > one, y > zero), both(a < one, y < zero)), infinity<V>(), zero);
  auto const magnitude = select(proper, regular, extreme);
  auto const integral = is_integer(y);
  // Odd: an integer whose half is none. abs(y) * 1/2 is exact or far from any integer.
  auto const odd = select(is_integer(V(element(0.5F)) * at_most(abs(y), V(std::numeric_limits<element>::max()))), zero,
                          select(integral, one, zero));
  auto const signed_power = select(odd == one, copysign(magnitude, x), magnitude);
  auto const defined = either(integral, either(x >= zero, x == -infinity<V>()));
  auto const number = select(defined, signed_power, not_a_number<V>());
  auto const value = select(x == x, select(y == y, number, y), x);
  return select(either(y == zero, x == one), one, value);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
