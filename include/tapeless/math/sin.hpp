// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/target.hpp"

#include "tapeless/math/scalar.hpp"
#include "tapeless/math/trigonometric_kernel.hpp"

namespace tapeless::inline TAPELESS_TARGET::math {

/// The sine of x radians for |x| <= 2^14 (float) or 2^30 (double); NaN beyond, infinities included. sin(-0) = -0.
/// Largest error measured: float 1.48 ulp, double 1.53 ulp (60 and 6 million points).
template <class V>
[[nodiscard, gnu::always_inline]] constexpr auto sin(V x) noexcept -> V {
  return select(x == V(element_t<V>(0)), x, sine_after_quarters(x, 0));
}

}  // namespace tapeless::inline TAPELESS_TARGET::math
