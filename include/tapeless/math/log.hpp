// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/logarithm_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The natural logarithm. log(+-0) = -inf, log(inf) = inf, log(x < 0) = NaN.
/// Largest error: float 0.85 ulp (all 2^32 encodings), double 0.81 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto log(V x) noexcept -> V {
  auto const zero = V(element_t<V>(0));
  auto const [k, m, inverse] = reduce_logarithm(x);
  auto const value = logarithm_sum(k, rounded(m - V(element_t<V>(1))));
  auto const positive = select(x < infinity<V>(), value, x);  // infinity and NaN stay what they are
  return select(x < zero, not_a_number<V>(), select(x == zero, -infinity<V>(), positive));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
