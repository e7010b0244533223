// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// e^x - 1 without the cancellation near 0. expm1(-inf) = -1, expm1(inf) = inf, expm1(-0) = -0.
/// Largest error: float 1.31 ulp (all 2^32 encodings), double 1.51 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto expm1(V x) noexcept -> V {
  using constants = exponential_constants<element_t<V>>;
  auto const largest = V(constants::largest);
  auto const upper = std::is_constant_evaluated() ? largest : V(constants::overflowing);
  auto const [k, r, power] = reduce_exponential(within(x, V(constants::minus_one), upper));
  // 2^-64 is below half an ulp of 1 in both formats; beyond it 2^-k would leave the normal numbers.
  auto const inverse = power_of_two(-at_most(k, V(element_t<V>(64))));
  auto const value = copysign(scale(expm1_significand(r, inverse), k), x);
  if (std::is_constant_evaluated()) return unless_nan(x, select(x > largest, infinity<V>(), value));
  return value;
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
