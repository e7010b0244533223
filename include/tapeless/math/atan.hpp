// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/arctangent_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The angle in [-pi/2, pi/2] whose tangent is x. atan(+-inf) = +-pi/2, atan(-0) = -0.
/// Largest error: float 1.42 ulp (all 2^32 encodings), double 1.39 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto atan(V x) noexcept -> V {
  using element = element_t<V>;
  auto const one = V(element(1));
  auto const a = at_most(abs(x), V(element(0x1p60F)));  // from there on the result is pi/2 to the last bit
  return unless_nan(x, copysign(angle_of_point(a, one, one < V(element(0))), x));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
