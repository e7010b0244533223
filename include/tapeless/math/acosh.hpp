// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/inverse_hyperbolic_kernel.hpp"
#include "tapeless/math/scalar.hpp"
#include "tapeless/math/sqrt.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The inverse of cosh on [0, inf): log(1 + f) with f = sqrt(t (t + 2)) + t and t = x - 1; log(2 x) for large x.
/// The root w carries its error (t^2 + 2 t - w^2) / (2 w), with w^2 as head and tail.
/// acosh(1) = 0, acosh(inf) = inf, acosh(x < 1) = NaN.
/// Largest error: float 0.90 ulp (all 2^32 encodings), double 0.85 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto acosh(V x) noexcept -> V {
  using element = element_t<V>;
  auto const one = V(element(1));
  auto const large = x > V(inverse_hyperbolic_constants<element>::large);
  auto const t = at_least(at_most(x, V(inverse_hyperbolic_constants<element>::large)), one) - one;
  auto const w = sqrt(t * (t + V(element(2))));
  auto const h = head(w);
  auto const residual = rounded(rounded((t + t) - h * h) + t * t) - rounded(w - h) * (w + h);
  auto const w_rest = residual / select(t == V(element(0)), one, w + w);
  auto const value = select(large, logarithm_of_double(x), log1p_of_sum(w, t, w_rest));
  return select(x < one, not_a_number<V>(), select(x < infinity<V>(), value, x));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
