// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>

#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"
#include "tapeless/math/sqrt.hpp"

/// What asin and acos share: asin(s) = s + s^3 q(s^2) for |s| <= 1/2, q a minimax fit, and
/// asin(a) = pi/2 - 2 asin(sqrt((1 - a) / 2)) beyond.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct arcsine_constants;

template <>
struct arcsine_constants<float> {
  static constexpr float half_pi_head = 0x1.921fb6p+0F;
  static constexpr float half_pi_tail = -0x1.777a5cp-25F;
  // Fit error 2^-27.4 of asin(s).
  static constexpr std::array<float, 5> q{0x1.5555c8p-3F, 0x1.3301e0p-4F, 0x1.747ebep-5F, 0x1.8c2418p-6F,
                                          0x1.597070p-5F};
};

template <>
struct arcsine_constants<double> {
  static constexpr double half_pi_head = 0x1.921fb54442d18p+0;
  static constexpr double half_pi_tail = 0x1.1a62633145c07p-54;
  // Fit error 2^-55.8.
  static constexpr std::array<double, 12> q{0x1.5555555555390p-3, 0x1.333333336e7ebp-4,  0x1.6db6db427b10cp-5,
                                            0x1.f1c72c38ef02dp-6, 0x1.6e89f43d72cd9p-6,  0x1.1c6be1fbafe75p-6,
                                            0x1.c6fdb856099d3p-7, 0x1.8ec3485c951d6p-7,  0x1.abcc697cd1805p-8,
                                            0x1.3ff6e5daa6734p-6, -0x1.09d6f0bee0c04p-6, 0x1.056ecc0235f70p-5};
};

/// s, its square and asin(s) - s, where s is a for a <= 1/2 and sqrt((1 - a) / 2) beyond.
template <class V>
struct arcsine_reduction {
  V argument;
  V square;
  V rest;
};

/// a in [0, 1].
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto reduce_arcsine(V a) noexcept -> arcsine_reduction<V> {
  using element = element_t<V>;
  auto const half = V(element(0.5F));
  auto const near_zero = a <= half;
  auto const z = select(near_zero, a * a, half * (V(element(1)) - a));
  auto const s = select(near_zero, a, sqrt(z));
  return {s, z, s * (z * polynomial(z, arcsine_constants<element>::q))};
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
