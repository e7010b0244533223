// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/scalar.hpp"
#include "tapeless/math/trigonometric_kernel.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The sine of x radians. sin(-0) = -0, sin(+-inf) = NaN.
/// Largest error: float 1.50 ulp (all 2^32 encodings), double 1.50 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto sin(V x) noexcept -> V {
  return select(x == V(element_t<V>(0)), x, sine_after_quarters(x, 0));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
