// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <limits>

#include "tapeless/math/scalar.hpp"
#include "tapeless/math/sqrt.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// Above `large` squares are taken of the operands over 2^shift_down, below `small` of those times 2^shift_up; the
/// larger square then stays finite, and so far inside the normal numbers that what the other one loses is below 2^-24
/// (float) or 2^-53 (double) of it.
template <class E>
struct hypotenuse_constants;

template <>
struct hypotenuse_constants<float> {
  static constexpr float large = 0x1p60F;
  static constexpr float small = 0x1p-50F;
  static constexpr float down = 0x1p-70F;
  static constexpr float up = 0x1p100F;
};

template <>
struct hypotenuse_constants<double> {
  static constexpr double large = 0x1p500;
  static constexpr double small = 0x1p-450;
  static constexpr double down = 0x1p-600;
  static constexpr double up = 0x1p600;
};

/// sqrt(x^2 + y^2) without overflow or underflow on the way. As the C standard (annex F) has it, hypot(+-inf, y) = inf
/// even for a NaN y.
/// Largest error: float 1.19 ulp, double 1.19 ulp (20 million pairs each); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto hypot(V x, V y) noexcept -> V {
  using element = element_t<V>;
  using constants = hypotenuse_constants<element>;
  auto const one = V(element(1));
  auto const infinite = infinity<V>();
  auto const finite = both(abs(x) < infinite, abs(y) < infinite);
  auto const a = select(finite, abs(x), one);
  auto const b = select(finite, abs(y), one);
  auto const longest = at_least(a, b);
  auto const large = longest > V(constants::large);
  auto const small = longest < V(constants::small);
  auto const factor = select(large, V(constants::down), select(small, V(constants::up), one));
  auto const back = select(large, V(1 / constants::down), select(small, V(1 / constants::up), one));
  auto const u = rounded(a * factor);
  auto const w = rounded(b * factor);
  auto const root = sqrt(u * u + w * w);
  auto const overflow = both(large, root > V(std::numeric_limits<element>::max() * constants::down));
  auto const value = select(overflow, infinite, select(overflow, one, root) * back);
  auto const extreme = select(either(abs(x) == infinite, abs(y) == infinite), infinite, not_a_number<V>());
  return select(finite, value, extreme);
}

/// x / sqrt(x^2 + y^2), also where the root overflows; x where both are 0. Infinities are far points of the axes or
/// diagonals, as in atan2.
template <class V>
[[nodiscard, gnu::always_inline]] constexpr auto over_hypot(V x, V y) noexcept -> V {
  using element = element_t<V>;
  using constants = hypotenuse_constants<element>;
  auto const zero = V(element(0));
  auto const one = V(element(1));
  auto const infinite = infinity<V>();
  auto const number = both(x == x, y == y);
  auto const far = either(abs(x) == infinite, abs(y) == infinite);
  auto const a = select(far, select(abs(x) == infinite, one, zero), select(number, abs(x), zero));
  auto const b = select(far, select(abs(y) == infinite, one, zero), select(number, abs(y), one));
  auto const longest = at_least(a, b);
  auto const down = select(longest > V(constants::large), V(constants::down), one);
  auto const up = select(longest < V(constants::small), V(constants::up), one);
  auto const u = rounded(a * down);
  auto const w = rounded(b * down);
  auto const root = sqrt(rounded(u * up) * rounded(u * up) + rounded(w * up) * rounded(w * up));
  // Scaled down only after the division: a may be far smaller than b.
  auto const value = copysign(a * up / select(root == zero, one, root) * down, x);
  return select(x == x, select(y == y, value, y), x);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
