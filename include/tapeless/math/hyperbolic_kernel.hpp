// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

/// What sinh and cosh share: x = k ln 2 + r with |r| <= ln(2) / 2, sinh(r) = r + r^3 s(r^2) and
/// cosh(r) = 1 + r^2/2 + r^4 c(r^2), s and c minimax fits. With q = 2^(-2 k),
/// sinh(x) = 2^(k-1) ((1 - q) cosh(r) + (1 + q) sinh(r)), and cosh(x) the same with the signs of q exchanged.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct hyperbolic_constants;

template <>
struct hyperbolic_constants<float> {
  static constexpr float largest = 0x1.65a9f8p+6F;  // the last x with sinh(x) and cosh(x) finite
  // Fit errors 2^-31.0 and 2^-33.2.
  static constexpr std::array<float, 3> sine{0x1.555556p-3F, 0x1.1110b2p-7F, 0x1.a16f88p-13F};
  static constexpr std::array<float, 2> cosine{0x1.5554e6p-5F, 0x1.6d4ee8p-10F};
};

template <>
struct hyperbolic_constants<double> {
  static constexpr double largest = 0x1.633ce8fb9f87dp+9;
  // Fit errors 2^-60.6 and 2^-57.3.
  static constexpr std::array<double, 5> sine{0x1.5555555555559p-3, 0x1.111111110f6cdp-7, 0x1.a01a01afd8ff1p-13,
                                              0x1.71ddf871a7cb1p-19, 0x1.af5e8bebd4ee1p-26};
  static constexpr std::array<double, 4> cosine{0x1.555555555317bp-5, 0x1.6c16c17cef185p-10, 0x1.a019aaa4856e9p-16,
                                                0x1.28a01148f2201p-22};
};

/// 2^(k-1) ((1 + sign q) cosh(r) + (1 - sign q) sinh(r)) for a = k ln 2 + r in [0, largest].
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto hyperbolic_sum(V a, element_t<V> sign) noexcept -> V {
  using element = element_t<V>;
  using constants = hyperbolic_constants<element>;
  auto const one = V(element(1));
  auto const [k, r, power] = reduce_exponential(a);
  auto const bounded = at_most(k, V(element(30)));  // 2^-60 is below half an ulp of 1
  auto const q = V(sign) * power_of_two(-(bounded + bounded));
  auto const z = r * r;
  auto const sine_rest = r * (z * polynomial(z, constants::sine));
  auto const cosine_rest = z * (V(element(0.5F)) + z * polynomial(z, constants::cosine));
  auto const first = rounded(one + q);
  auto const second = (one - q) * r;
  auto const sum = rounded(first + second);
  auto const lost = lost_in_sum(sum, first, second) + lost_in_sum(first, one, q);
  return scale(sum + (lost + (first * cosine_rest + (one - q) * sine_rest)), k - one);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
