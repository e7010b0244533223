// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The largest integer that is not above x. floor(-0) = -0, floor(+-inf) = +-inf. Exact.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto floor(V x) noexcept -> V {
  using element = element_t<V>;
  auto const spacing = V(format_of<V>::integer_spacing);
  auto const a = at_most(abs(x), spacing);  // from there on every number is an integer
  auto const fractional = a < spacing;
  auto const safe = select(fractional, x, V(element(0)));
  auto const nearest = copysign(rounded(a + spacing) - spacing, safe);
  auto const value = select(nearest > safe, nearest - V(element(1)), nearest);
  return select(fractional, value, x);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
