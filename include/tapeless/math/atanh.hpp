// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/logarithm_kernel.hpp"
#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct inverse_hyperbolic_tangent_constants;

template <>
struct inverse_hyperbolic_tangent_constants<float> {
  // atanh(s) / s^3 - 1 / s^2 in s^2 for |s| <= 0.2545, error 2^-30.1 of atanh(s).
  static constexpr std::array<float, 4> g{0x1.55554cp-2F, 0x1.99a3aep-3F, 0x1.22c37cp-3F, 0x1.03c8a6p-3F};
};

template <>
struct inverse_hyperbolic_tangent_constants<double> {
  // Error 2^-59.1.
  static constexpr std::array<double, 9> g{0x1.555555555555bp-2, 0x1.9999999997c45p-3, 0x1.249249261727ap-3,
                                           0x1.c71c708b91c70p-4, 0x1.745d5f8bd6e98p-4, 0x1.3b09ba1f51067p-4,
                                           0x1.11e88895ec0c1p-4, 0x1.cc32bfc71aecap-5, 0x1.2297448005266p-4};
};

/// The inverse of tanh: log((1 + x) / (1 - x)) / 2. atanh(+-1) = +-inf, atanh(|x| > 1) = NaN, atanh(-0) = -0.
/// The quotient is 2^k (1 + s) / (1 - s) with s = (2 a - w) / (2 + w), w = (2^k - 1) (1 - a), a = |x|; its logarithm
/// k ln 2 + 2 atanh(s). k = 0 up to a = 0.254, where s = a is exact.
/// Largest error: float 1.46 ulp (all 2^32 encodings), double 1.44 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto atanh(V x) noexcept -> V {
  using element = element_t<V>;
  using ln2 = exponential_constants<element>;
  auto const one = V(element(1));
  auto const two = V(element(2));
  auto const inside = abs(x) < one;
  auto const a = select(inside, abs(x), V(element(0)));
  auto const shift = V(element(0.8409F));  // 2^(-1/4): moves the seam from 0.172 to 0.254
  auto const [k, m, inverse] = reduce_logarithm(shift * ((one + a) / (one - a)));
  auto const w = rounded(power_of_two(k) - one) * (one - a);
  auto const s = ((a + a) - w) / (two + w);
  auto const z = s * s;
  auto const series = s * (z * polynomial(z, inverse_hyperbolic_tangent_constants<element>::g));
  auto const base = k * V(ln2::ln2_head / 2);
  auto const sum = rounded(base + s);
  auto const value = sum + (lost_in_sum(sum, base, s) + (series + k * V(ln2::ln2_tail / 2)));
  auto const edge = select(abs(x) == one, infinity<V>(), not_a_number<V>());
  return copysign(select(inside, value, edge), x);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
