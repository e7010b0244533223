// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The exponential e^x. exp(-inf) = 0, exp(inf) = inf, exp(NaN) = NaN.
/// Largest error: float 1.05 ulp (all 2^32 encodings), double 1.00 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto exp(V x) noexcept -> V {
  using constants = exponential_constants<element_t<V>>;
  auto const largest = V(constants::largest);
  if (std::is_constant_evaluated()) {  // where nothing may overflow
    auto const value = exp_in_range(at_least(at_most(x, largest), V(constants::smallest)));
    return unless_nan(x, select(x > largest, infinity<V>(), value));
  }
  return exp_in_range(within(x, V(constants::smallest), V(constants::overflowing)));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
