// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/logarithm_kernel.hpp"
#include "tapeless/math/scalar.hpp"

/// What asinh and acosh share: logarithms of sums whose rounding error is kept.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct inverse_hyperbolic_constants;

template <>
struct inverse_hyperbolic_constants<float> {
  static constexpr float large = 0x1p13F;  // beyond it asinh and acosh differ from log(2 x) by less than 2^-28
};

template <>
struct inverse_hyperbolic_constants<double> {
  static constexpr double large = 0x1p28;
};

/// log(1 + (a + b + rest)) for 0 <= b <= a <= 2^30 and a rest below an ulp of a. What the sums lose, d, is added to the
/// logarithm as d / (1 + g), or d (1 - g), g the reduced argument.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto log1p_of_sum(V a, V b, V rest) noexcept -> V {
  using element = element_t<V>;
  auto const one = V(element(1));
  auto const f = rounded(a + b);
  auto const lost = lost_in_sum(f, a, b) + rest;
  auto const u = rounded(one + f);
  auto const [k, m, inverse] = reduce_logarithm(u);
  auto const c = select(f < one, lost_in_sum(u, one, f), lost_in_sum(u, f, one)) * inverse;
  auto const fraction = rounded(m - one);
  auto const g = rounded(fraction + c);
  auto const d = lost_in_sum(g, fraction, c) + lost * inverse;
  return logarithm_sum(k, g, d - d * g);
}

/// log(2 x) for finite x > 0.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto logarithm_of_double(V x) noexcept -> V {
  auto const one = V(element_t<V>(1));
  auto const [k, m, inverse] = reduce_logarithm(x);
  return logarithm_sum(k + one, rounded(m - one));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
