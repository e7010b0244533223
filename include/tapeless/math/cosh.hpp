// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/hyperbolic_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The hyperbolic cosine (e^x + e^-x) / 2. cosh(+-inf) = inf, cosh(0) = 1.
/// Largest error: float 1.04 ulp (all 2^32 encodings), double 1.08 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto cosh(V x) noexcept -> V {
  using element = element_t<V>;
  auto const largest = V(hyperbolic_constants<element>::largest);
  auto const a = abs(x);
  return unless_nan(x, select(a > largest, infinity<V>(), hyperbolic_sum(at_most(a, largest), element(1))));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
