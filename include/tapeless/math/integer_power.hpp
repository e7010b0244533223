// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <concepts>
#include <limits>
#include <type_traits>

#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// a * b, infinite where the product overflows: a constant expression may not overflow by arithmetic.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto saturating_product(V a, V b) noexcept -> V {
  if constexpr (std::floating_point<V>) {
    if (std::is_constant_evaluated()) {
      auto const largest = std::numeric_limits<V>::max();
      if (a != a || b != b) return a != a ? a : b;
      if (abs(a) > V(1) && abs(b) > V(1) && abs(b) > largest / abs(a))
        return copysign(copysign(infinity<V>(), a), (a < V(0)) == (b < V(0)) ? V(1) : V(-1));
    }
  }
  return a * b;
}

/// 1 / x, infinite where it overflows.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto reciprocal(V x) noexcept -> V {
  auto const one = V(element_t<V>(1));
  // 1 / x overflows for |x| <= 2^-(bias + 1), a quarter of the smallest normal number.
  auto const overflow = abs(x) <= V(std::numeric_limits<element_t<V>>::min() / 4);
  auto const inverse = one / select(either(overflow, x != x), one, x);
  return unless_nan(x, select(overflow, copysign(infinity<V>(), x), inverse));
}

/// x^n for an integral n >= 0 by repeated squaring: at most 2 log2(n) products.
template <class V, std::unsigned_integral N>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto unsigned_power(V x, N n) noexcept -> V {
  auto result = V(element_t<V>(1));
  while (n != 0) {
    if ((n & 1U) != 0) result = saturating_product(result, x);
    n = static_cast<N>(n >> 1);
    if (n != 0) x = saturating_product(x, x);
  }
  return result;
}

/// x^n for an integral n; x^-n is 1 / x^n, or (1 / x)^n where x^n leaves the normal numbers. integer_power(x, 0) = 1.
/// Every product rounds: the error grows with n and stays below |n| ulp; `pow` has no such growth.
template <class V, std::integral N>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto integer_power(V x, N n) noexcept -> V {
  using unsigned_type = std::make_unsigned_t<N>;
  auto const one = V(element_t<V>(1));
  if (n >= 0) return unsigned_power(x, static_cast<unsigned_type>(n));
  auto const count = static_cast<unsigned_type>(unsigned_type(0) - static_cast<unsigned_type>(n));
  auto const power = unsigned_power(x, count);
  auto const size = abs(power);
  auto const normal = both(size >= V(std::numeric_limits<element_t<V>>::min()), size < infinity<V>());
  auto const inverse = one / select(normal, power, one);
  return select(normal, inverse, unsigned_power(reciprocal(x), count));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
