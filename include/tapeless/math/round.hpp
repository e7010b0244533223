// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The nearest integer, halves to the even one: round(2.5) = 2, round(-0.3) = -0, round(+-inf) = +-inf. Exact.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto round(V x) noexcept -> V {
  auto const spacing = V(format_of<V>::integer_spacing);
  auto const a = at_most(abs(x), spacing);  // from there on every number is an integer
  return select(a < spacing, copysign(rounded(a + spacing) - spacing, x), x);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
