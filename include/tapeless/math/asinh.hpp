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

/// The inverse of sinh: sign(x) log(1 + f) with f = a + a^2 / (1 + sqrt(1 + a^2)) and a = |x|; log(2 a) for large a.
/// asinh(+-inf) = +-inf, asinh(-0) = -0.
/// Largest error: float 1.26 ulp (all 2^32 encodings), double 1.19 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto asinh(V x) noexcept -> V {
  using element = element_t<V>;
  auto const one = V(element(1));
  auto const large = abs(x) > V(inverse_hyperbolic_constants<element>::large);
  auto const a = at_most(abs(x), V(inverse_hyperbolic_constants<element>::large));
  auto const square = a * a;
  auto const small = square / (one + sqrt(one + square));
  auto const value = select(large, logarithm_of_double(abs(x)), log1p_of_sum(a, small, V(element(0))));
  return select(abs(x) < infinity<V>(), copysign(value, x), x);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
