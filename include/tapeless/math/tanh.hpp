// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The hyperbolic tangent. With 2 |x| = k ln 2 + r, q = 2^k and t = e^-r - 1 it is ((q - 1) - t) / ((q + 1) + t), where
/// q - 1 and q + 1 are exact. tanh(+-inf) = +-1, tanh(-0) = -0.
/// Largest error: float 1.99 ulp (all 2^32 encodings), double 2.06 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto tanh(V x) noexcept -> V {
  using element = element_t<V>;
  auto const one = V(element(1));
  // Half of -minus_one: tanh has been 1 since |x| = 9.02 (float) or 19.07 (double).
  auto const a = no_more(abs(x), V(-exponential_constants<element>::minus_one / 2));
  auto const [k, r, q] = reduce_exponential_of_twice(a);
  auto const t = exponential_tail(-r) - r;
  auto const quotient = (rounded(q - one) - t) / ((q + one) + t);
  return unless_nan_is_folded(x, copysign(quotient, x));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
