// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/target.hpp"

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless::inline TAPELESS_TARGET::math {

/// The logistic function 1 / (1 + e^-x), relatively accurate on both sides: with e = e^-|x| it is e / (1 + e) for
/// x < 0 and 1 - e / (1 + e) for x >= 0. sigmoid(-inf) = 0, sigmoid(inf) = 1.
/// Largest error measured: float 1.97 ulp (all 2^32 encodings), double 1.89 ulp (12 million points).
template <class V>
[[nodiscard, gnu::always_inline]] constexpr auto sigmoid(V x) noexcept -> V {
  using element = element_t<V>;
  auto const one = V(element(1));
  auto const e = exp_in_range(-at_most(abs(x), V(-exponential_constants<element>::smallest)));
  auto const d = one + e;
  auto const quotient = e / d;
  auto const complement = one - quotient;
  // Take back the rounding error of d: 1 / d is the complement.
  auto const lost = e - (d - one);
  auto const corrected = quotient - quotient * (lost * complement);
  return unless_nan(x, select(x < V(element(0)), corrected, complement));
}

}  // namespace tapeless::inline TAPELESS_TARGET::math
