// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/arcsine_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The angle in [0, pi] whose cosine is x: pi/2 - asin(x) for |x| <= 1/2, else 2 asin(s) or pi - 2 asin(s).
/// acos(|x| > 1) = NaN, acos(1) = 0.
/// Largest error: float 1.16 ulp (all 2^32 encodings), double 1.19 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto acos(V x) noexcept -> V {
  using element = element_t<V>;
  using constants = arcsine_constants<element>;
  auto const zero = V(element(0));
  auto const inside = abs(x) <= V(element(1));
  auto const a = select(inside, abs(x), zero);
  auto const negative = x < zero;
  auto const [s, z, rest] = reduce_arcsine(a);
  auto const half_pi = V(constants::half_pi_head);
  auto const tail = V(constants::half_pi_tail);
  auto const signed_s = select(negative, -s, s);
  auto const signed_rest = select(negative, -rest, rest);
  auto const near_zero = half_pi - (signed_s - (tail - signed_rest));
  auto const twice = s + rest;
  auto const left = half_pi - (s + (rest - tail));
  auto const value = select(a <= V(element(0.5F)), near_zero, select(negative, left + left, twice + twice));
  return select(inside, value, not_a_number<V>());
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
