// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"
#include "tapeless/math/trigonometric_kernel.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// (a + a_rest) / (b + b_rest), the rests below an ulp of a and b.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto quotient_of_sums(V a, V a_rest, V b, V b_rest) noexcept -> V {
  auto const q = a / b;
  return q + (division_remainder(a, b, q) + (a_rest - q * b_rest)) / b;
}

/// The tangent of x radians. tan(-0) = -0, tan(+-inf) = NaN.
/// It is sin / cos of the reduced argument, or -cos / sin in odd quarters, each with what its last sum lost.
/// Largest error: float 1.45 ulp (all 2^32 encodings), double 1.38 ulp (12 million points); see docs/mathematics.md.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto tan(V x) noexcept -> V {
  using element = element_t<V>;
  using constants = trigonometric_constants<element>;
  auto const zero = V(element(0));
  auto const one = V(element(1));
  auto const [n, r, tail] = reduce_trigonometric(finite_if_folded(x));
  auto const z = r * r;
  auto const half_square = V(element(0.5F)) * z;
  auto const sine_sum = r * (z * polynomial(z, constants::sine)) + (tail - tail * half_square);
  auto const sine = rounded(r + sine_sum);
  auto const sine_rest = lost_in_sum(sine, r, sine_sum);
  auto const versine = half_square - (z * (z * polynomial(z, constants::cosine)) - r * tail);
  auto const cosine = rounded(one - versine);
  auto const cosine_rest = rounded(one - cosine) - versine;
  auto const odd = is_odd_quarter(n);
  auto const value = quotient_of_sums(select(odd, -cosine, sine), select(odd, -cosine_rest, sine_rest),
                                      select(odd, sine, cosine), select(odd, sine_rest, cosine_rest));
  return select(x == zero, x, unless_not_finite(x, value));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
