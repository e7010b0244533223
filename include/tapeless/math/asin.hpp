// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/arcsine_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The angle in [-pi/2, pi/2] whose sine is x. asin(|x| > 1) = NaN, asin(-0) = -0.
/// Beyond 1/2 the rounding error of the root s is taken back: with h the head of s, s = h + (s^2 - h^2) / (s + h).
/// Largest error: float 0.71 ulp (all 2^32 encodings), double 0.74 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto asin(V x) noexcept -> V {
  using element = element_t<V>;
  using constants = arcsine_constants<element>;
  auto const zero = V(element(0));
  auto const one = V(element(1));
  auto const inside = abs(x) <= one;
  auto const a = select(inside, abs(x), zero);
  auto const [s, z, rest] = reduce_arcsine(a);
  auto const h = head(s);
  auto const c = (rounded(z) - h * h) / select(s == zero, one, s + h);
  auto const lost = (rest + rest) - (V(constants::half_pi_tail) - (c + c));
  auto const beyond = rounded(V(constants::half_pi_head) - (h + h)) - lost;
  auto const value = copysign(select(a <= V(element(0.5F)), s + rest, beyond), x);
  return select(inside, value, not_a_number<V>());
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
