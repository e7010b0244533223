// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/logarithm_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct softplus_constants;

template <>
struct softplus_constants<float> {
  // As logarithm_constants' g, for arguments up to 2; error 2^-33.0 of log(1 + f).
  static constexpr std::array<float, 5> g{0x1.555558p-1F, 0x1.9996d8p-2F, 0x1.250510p-2F, 0x1.b72bb8p-3F,
                                          0x1.f08af8p-3F};
};

template <>
struct softplus_constants<double> {
  // Error 2^-59.4.
  static constexpr std::array<double, 10> g{
      0x1.5555555555535p-1, 0x1.99999999a077cp-2, 0x1.249249208a848p-2, 0x1.c71c741d5bcf9p-3, 0x1.745cb3e3175a2p-3,
      0x1.3b1ddd7729951p-3, 0x1.1067b086a5f9bp-3, 0x1.efd92f6e72684p-4, 0x1.55aed0853635dp-4, 0x1.5c798166e0550p-3};
};

/// e - log(1 + e) for e in [0, 1], summed as in `logarithm_sum`.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto excess_over_log1p(V e) noexcept -> V {
  using element = element_t<V>;
  auto const s = e / (V(element(2)) + e);
  auto const z = s * s;
  auto const half_square = V(element(0.5F)) * e * e;
  return half_square - s * (half_square + z * polynomial(z, softplus_constants<element>::g));
}

/// log(1 + e^x) = log1p(e^-|x|) + max(x, 0): never overflows before x does. softplus(-inf) = 0, softplus(inf) = inf.
/// Largest error: float 1.96 ulp (all 2^32 encodings), double 1.94 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto softplus(V x) noexcept -> V {
  auto const e = exp_of_negative(abs(x));
  return unless_nan_is_folded(x, e + (at_least(x, V(element_t<V>(0))) - excess_over_log1p(e)));
}

/// softplus(-|x|), which is softplus(x) - max(x, 0).
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto softplus_of_negative(V x) noexcept -> V {
  auto const e = exp_of_negative(abs(x));
  return unless_nan_is_folded(x, e - excess_over_log1p(e));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
