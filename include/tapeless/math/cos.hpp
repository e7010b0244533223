// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/scalar.hpp"
#include "tapeless/math/trigonometric_kernel.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The cosine of x radians. cos(0) = 1, cos(+-inf) = NaN.
/// Largest error: float 1.50 ulp (all 2^32 encodings), double 1.51 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto cos(V x) noexcept -> V {
  return sine_after_quarters(x, 1);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
