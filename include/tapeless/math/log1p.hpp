// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <limits>

#include "tapeless/math/logarithm_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// log(1 + x) for finite x > -1: with u = 1 + x rounded and c = (1 + x) - u exact, u = 2^k m and
/// f = (m - 1) + c 2^-k, which is x itself where k = 0.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto log1p_in_range(V x) noexcept -> V {
  auto const one = V(element_t<V>(1));
  auto const u = rounded(one + x);
  auto const x_in_u = rounded(u - one);
  auto const c = rounded(one - rounded(u - x_in_u)) + rounded(x - x_in_u);
  auto const [k, m, inverse] = reduce_normal(u);
  // Beyond 2^127 the inverse would be below the normal numbers and is -inf instead; c has long been 0.
  return logarithm_sum(k, rounded(m - one) + c * at_least(inverse, V(element_t<V>(0))));
}

/// log(1 + x) without the cancellation near 0. log1p(-1) = -inf, log1p(inf) = inf, log1p(x < -1) = NaN,
/// log1p(-0) = -0.
/// Largest error: float 1.42 ulp (all 2^32 encodings), double 1.41 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto log1p(V x) noexcept -> V {
  using element = element_t<V>;
  auto const minus_one = V(element(-1));
  auto const safe = select(x > minus_one, at_most(x, V(std::numeric_limits<element>::max())), V(element(0)));
  auto const sum = log1p_in_range(std::is_constant_evaluated() ? safe : x);
  auto const value = select(x < infinity<V>(), copysign(sum, x), x);
  return select(x < minus_one, not_a_number<V>(), select(x == minus_one, -infinity<V>(), value));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
