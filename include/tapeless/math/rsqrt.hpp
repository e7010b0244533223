// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/scalar.hpp"
#include "tapeless/math/sqrt.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// 1 / sqrt(x). rsqrt(+-0) = +-inf, rsqrt(inf) = 0, rsqrt(x < 0) = NaN.
/// Largest error: float 1.50 ulp (all 2^32 encodings), double 1.50 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto rsqrt(V x) noexcept -> V {
  using element = element_t<V>;
  auto const zero = V(element(0));
  auto const one = V(element(1));
  auto const positive = x > zero;
  auto const value = one / sqrt(select(positive, x, one));
  auto const edge = select(x == zero, copysign(infinity<V>(), x), not_a_number<V>());
  return select(positive, value, edge);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
