// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/target.hpp"

#include <limits>

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless::inline TAPELESS_TARGET::math {

/// The logistic function 1 / (1 + e^-x). With x = k ln 2 + r, q = 2^k and t = e^-r - 1 it is q / ((q + 1) + t):
/// relatively accurate on both sides, down to the subnormal numbers. sigmoid(-inf) = 0, sigmoid(inf) = 1.
/// Largest error: float 1.95 ulp (all 2^32 encodings), double 1.94 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard, gnu::always_inline]] constexpr auto sigmoid(V x) noexcept -> V {
  using element = element_t<V>;
  using constants = exponential_constants<element>;
  constexpr auto epsilon = std::numeric_limits<element>::epsilon();
  // From -minus_one on it rounds to 1.
  auto const [k, r, power] = reduce_exponential(within(x, V(constants::smallest), V(-constants::minus_one)));
  auto const q = scale(V(element(1)), k);
  // Half an ulp of 1 would be lost in q + 1; one epsilon below 1 it is not.
  auto const t = exponential_tail(-r) + (V(epsilon) - r);
  return unless_nan_is_folded(x, q / ((q + V(1 - epsilon)) + t));
}

}  // namespace tapeless::inline TAPELESS_TARGET::math
