// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/logarithm_kernel.hpp"
#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// log2(e) = head + tail, the product of the head with another head exact.
template <class E>
struct binary_logarithm_constants;

template <>
struct binary_logarithm_constants<float> {
  static constexpr float log2_e_head = 0x1.714p+0F;
  static constexpr float log2_e_tail = 0x1.47652cp-12F;
};

template <>
struct binary_logarithm_constants<double> {
  static constexpr double log2_e_head = 0x1.715476p+0;
  static constexpr double log2_e_tail = 0x1.4ae0bf85ddf44p-26;
};

/// The logarithm of base 2; exact for powers of two. log2(+-0) = -inf, log2(inf) = inf, log2(x < 0) = NaN.
/// log(1 + f) is taken as head and tail before it is divided by ln 2.
/// Largest error: float 0.83 ulp (all 2^32 encodings), double 0.80 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto log2(V x) noexcept -> V {
  using element = element_t<V>;
  using constants = binary_logarithm_constants<element>;
  auto const zero = V(element(0));
  auto const [k, m, inverse] = reduce_logarithm(x);
  auto const f = rounded(m - V(element(1)));
  auto const s = f / (V(element(2)) + f);
  auto const z = s * s;
  auto const half_square = V(element(0.5F)) * f * f;
  auto const series = z * polynomial(z, logarithm_constants<element>::g);
  auto const high = head(f - half_square);
  auto const low = (rounded(f - high) - half_square) + s * (half_square + series);
  auto const main = high * V(constants::log2_e_head);
  auto const rest = (low + high) * V(constants::log2_e_tail) + low * V(constants::log2_e_head);
  auto const sum = rounded(k + main);
  auto const value = sum + (lost_in_sum(sum, k, main) + rest);  // |main| <= 1/2 or k = 0
  auto const positive = select(x < infinity<V>(), value, x);
  return select(x < zero, not_a_number<V>(), select(x == zero, -infinity<V>(), positive));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
