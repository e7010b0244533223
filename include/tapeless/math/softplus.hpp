// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/target.hpp"

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/log1p.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless::inline TAPELESS_TARGET::math {

/// log(1 + e^x) = log1p(e^-|x|) + max(x, 0): never overflows before x does. softplus(-inf) = 0, softplus(inf) = inf.
/// Largest error measured: float 1.76 ulp (all 2^32 encodings), double 1.68 ulp (12 million points).
template <class V>
[[nodiscard, gnu::always_inline]] constexpr auto softplus(V x) noexcept -> V {
  auto const e = exp_in_range(-at_most(abs(x), V(-exponential_constants<element_t<V>>::smallest)));
  return unless_nan(x, log1p_in_range(e) + at_least(x, V(element_t<V>(0))));
}

}  // namespace tapeless::inline TAPELESS_TARGET::math
