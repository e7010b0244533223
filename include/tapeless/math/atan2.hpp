// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <limits>

#include "tapeless/math/arctangent_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The angle of the point (x, y) in [-pi, pi], the sign that of y. As the C standard (annex F) has it, the signs of
/// zeros tell the quadrant, and infinities are far points of the axes or diagonals: atan2(0, -0) = pi,
/// atan2(inf, -inf) = 3 pi/4.
/// Largest error: float 1.58 ulp, double 1.57 ulp (20 million pairs each); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto atan2(V y, V x) noexcept -> V {
  using element = element_t<V>;
  auto const zero = V(element(0));
  auto const one = V(element(1));
  auto const infinite = infinity<V>();
  auto const number = both(x == x, y == y);
  auto const far = either(abs(x) == infinite, abs(y) == infinite);
  auto const a = select(far, select(abs(y) == infinite, one, zero), select(number, abs(y), zero));
  auto const b = select(far, select(abs(x) == infinite, one, zero), select(number, abs(x), one));
  // Keeps a + b from overflow, and below 2^(bias - 1), where -ffast-math's reciprocals of vectors vanish; and a - b
  // from subnormal numbers, which may be flushed to 0.
  auto const longest = at_least(a, b);
  auto const factor = select(longest > V(std::numeric_limits<element>::max() / 16), V(element(0x1p-4F)),
                             select(longest < V(element(0x1p-60F)), V(element(0x1p60F)), one));
  auto const origin = both(a == zero, b == zero);
  auto const angle = angle_of_point(a * factor, select(origin, one, b * factor), copysign(one, x) < zero);
  auto const value = copysign(angle, y);
  return select(x == x, select(y == y, value, y), x);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
