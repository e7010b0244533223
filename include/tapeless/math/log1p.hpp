// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/target.hpp"

#include <limits>

#include "tapeless/math/logarithm_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless::inline TAPELESS_TARGET::math {

/// log(1 + x) for finite x > -1: with u = 1 + x rounded and c = (1 + x) - u exact, u = 2^k m and
/// f = (m - 1) + c 2^-k, which is x itself where k = 0.
template <class V>
[[nodiscard, gnu::always_inline]] constexpr auto log1p_in_range(V x) noexcept -> V {
  using element = element_t<V>;
  auto const one = V(element(1));
  auto const u = one + x;
  auto const c = select(x < one, x - (u - one), one - (u - x));
  auto const [k, m] = reduce_logarithm(u);
  // For k > 64 the error c <= 1 is below 2^-64 of u.
  auto const inverse = power_of_two(-at_most(k, V(element(64))));
  return logarithm_sum(k, (m - one) + c * inverse);
}

/// log(1 + x) without the cancellation near 0. log1p(-1) = -inf, log1p(inf) = inf, log1p(x < -1) = NaN,
/// log1p(-0) = -0.
/// Largest error measured: float 1.42 ulp (all 2^32 encodings), double 1.40 ulp (12 million points).
template <class V>
[[nodiscard, gnu::always_inline]] constexpr auto log1p(V x) noexcept -> V {
  using element = element_t<V>;
  auto const minus_one = V(element(-1));
  auto const safe = select(x > minus_one, at_most(x, V(std::numeric_limits<element>::max())), V(element(0)));
  auto const value = select(x < infinity<V>(), copysign(log1p_in_range(safe), x), x);
  return select(x < minus_one, not_a_number<V>(), select(x == minus_one, -infinity<V>(), value));
}

}  // namespace tapeless::inline TAPELESS_TARGET::math
