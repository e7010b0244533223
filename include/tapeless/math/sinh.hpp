// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/hyperbolic_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The hyperbolic sine (e^x - e^-x) / 2. sinh(+-inf) = +-inf, sinh(-0) = -0.
/// Largest error: float 1.35 ulp (all 2^32 encodings), double 1.79 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto sinh(V x) noexcept -> V {
  using element = element_t<V>;
  auto const largest = V(hyperbolic_constants<element>::largest);
  auto const a = abs(x);
  auto const value = select(a > largest, infinity<V>(), hyperbolic_sum(at_most(a, largest), element(-1)));
  return unless_nan(x, copysign(value, x));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
