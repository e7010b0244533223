// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>

#include "tapeless/math/large_angle.hpp"
#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

/// What sin, cos and tan share: x = n pi/2 + r with |r| <= pi/4, sin(r) = r + r^3 s(r^2) and
/// cos(r) = 1 - r^2/2 + r^4 c(r^2), s and c Chebyshev fits.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct trigonometric_constants;

template <>
struct trigonometric_constants<float> {
  static constexpr float largest =
      0x1p14F;  // up to here n has at most 14 bits, hence its products with 10 bits are exact
  static constexpr float two_over_pi = 0x1.45f306p-1F;
  static constexpr std::array<float, 5> half_pi{0x1.92p+0F, 0x1.fap-12F, 0x1.54p-20F, 0x1.108p-30F, 0x1.a308d4p-41F};
  // Fit errors 2^-26.6 and 2^-30.2.
  static constexpr std::array<float, 3> sine{-0x1.555552p-3F, 0x1.110c26p-7F, -0x1.9ac856p-13F};
  static constexpr std::array<float, 3> cosine{0x1.555554p-5F, -0x1.6c12d0p-10F, 0x1.9bd786p-16F};
};

template <>
struct trigonometric_constants<double> {
  static constexpr double largest =
      0x1p30;  // up to here n has at most 30 bits, hence its products with 23 bits are exact
  static constexpr double two_over_pi = 0x1.45f306dc9c883p-1;
  static constexpr std::array<double, 5> half_pi{0x1.921fb4p+0, 0x1.4442dp-24, 0x1.84698p-48, 0x1.3198ap-69,
                                                 0x1.701b839a25205p-92};
  // Fit errors 2^-56.4 and 2^-60.8.
  static constexpr std::array<double, 6> sine{-0x1.5555555555555p-3, 0x1.1111111110babp-7,   -0x1.a01a019e820aep-13,
                                              0x1.71de37946ed6dp-19, -0x1.ae6008d114485p-26, 0x1.5e0a4fc16be59p-33};
  static constexpr std::array<double, 6> cosine{0x1.5555555555555p-5,   -0x1.6c16c16c16963p-10, 0x1.a01a019f4ddfdp-16,
                                                -0x1.27e4fa16cc2d1p-22, 0x1.1eeb67d026ec6p-29,  -0x1.907cd8ff5ede7p-37};
};

/// Cody and Waite's reduction for |x| <= largest. The products with all pieces of pi/2 but the last are exact, and so
/// are the first two differences; what the others lose is added back last.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto reduce_small_angle(V x) noexcept -> trigonometric_reduction<V> {
  using constants = trigonometric_constants<element_t<V>>;
  auto const n = round_to_int(x * V(constants::two_over_pi));
  auto const second = rounded(rounded(x - n * V(constants::half_pi[0])) - n * V(constants::half_pi[1]));
  auto const third = rounded(second - n * V(constants::half_pi[2]));
  auto const lost_third = rounded(rounded(second - third) - n * V(constants::half_pi[2]));
  auto const fourth = rounded(third - n * V(constants::half_pi[3]));
  auto const lost_fourth = rounded(rounded(third - fourth) - n * V(constants::half_pi[3]));
  auto const rest = (lost_third + lost_fourth) - n * V(constants::half_pi[4]);
  auto const r = rounded(fourth + rest);
  return {n, r, lost_in_sum(r, fourth, rest)};
}

/// The reduction of a large x. Floats up to 2^30 are reduced as doubles where the machine computes with them: 10 ns
/// instead of 50.
template <std::floating_point E>
[[nodiscard, gnu::noinline, gnu::cold]] constexpr auto reduce_beyond_small_angles(E x) noexcept
    -> trigonometric_reduction<E> {
  if constexpr (std::same_as<E, float> && targets::current.has_doubles) {
    if (abs(x) <= float(trigonometric_constants<double>::largest)) {
      auto const [n, wide, rest] = reduce_small_angle(static_cast<double>(x));
      auto const remainder = rounded(static_cast<float>(wide));
      auto const tail = (wide - static_cast<double>(remainder)) + rest;
      return {static_cast<float>(n - 4 * round_to_int(n / 4)), remainder, static_cast<float>(tail)};
    }
  }
  return reduce_large_angle(x);
}

/// Replaces the reductions of those lanes of a pack that are large.
template <class V>
[[gnu::noinline, gnu::cold]] constexpr void reduce_large_lanes(V const& x,
                                                               trigonometric_reduction<V>& reduction) noexcept {
  using element = element_t<V>;
  for (std::uint32_t i = 0; i < V::size; ++i) {
    if (!(abs(lane(x, i)) > trigonometric_constants<element>::largest)) continue;
    auto const [quarters, remainder, tail] = reduce_beyond_small_angles<element>(lane(x, i));
    set_lane(reduction.quarters, i, quarters);
    set_lane(reduction.remainder, i, remainder);
    set_lane(reduction.tail, i, tail);
  }
}

/// The reduction of every number; that of an infinity or NaN is NaN.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto reduce_trigonometric(V x) noexcept -> trigonometric_reduction<V> {
  auto const is_large = abs(x) > V(trigonometric_constants<element_t<V>>::largest);
  if constexpr (std::floating_point<V>) {
    if (is_large) [[unlikely]]
      return reduce_beyond_small_angles(x);
    return reduce_small_angle(x);
  } else {
    auto const small = reduce_small_angle(x);
    if (!any(is_large)) [[likely]]
      return small;
    auto all = small;
    reduce_large_lanes(x, all);
    return all;
  }
}

/// Whether the integer n, |n| <= 2^(fraction_bits - 2), is odd: the last bit of n + 1.5 * 2^fraction_bits.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto is_odd_quarter(V n) noexcept {
  using element = element_t<V>;
  using format = format_of<V>;
  using bits = decltype(bits_of(n));
  constexpr auto sign_bit = static_cast<int>(sizeof(element) * 8) - 1;
  constexpr auto shift = format::integer_spacing + format::integer_spacing / 2;
  return from_bits((bits_of(n + V(shift)) << sign_bit) | bits(bits_of(element(1)))) < V(element(0));
}

/// x, in a constant expression 0 for what is not finite, because it may not compute with a NaN; `unless_not_finite`
/// takes it back.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto finite_if_folded(V x) noexcept -> V {
  return std::is_constant_evaluated() ? select(abs(x) < infinity<V>(), x, V(element_t<V>(0))) : x;
}
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto unless_not_finite(V x, V value) noexcept -> V {
  return std::is_constant_evaluated() ? select(abs(x) < infinity<V>(), value, not_a_number<V>()) : value;
}

/// sin(x + quarters pi/2) for quarters 0 or 1.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto sine_after_quarters(V x, int quarters) noexcept -> V {
  using element = element_t<V>;
  using format = format_of<V>;
  using constants = trigonometric_constants<element>;
  using bits = decltype(bits_of(x));
  constexpr auto sign_bit = static_cast<int>(sizeof(element) * 8) - 1;
  auto const zero = V(element(0));
  auto const one = V(element(1));
  auto const [n, r, tail] = reduce_trigonometric(finite_if_folded(x));
  auto const z = r * r;
  auto const sine = r + r * z * polynomial(z, constants::sine);
  auto const cosine = one - z * (V(element(0.5F)) - z * polynomial(z, constants::cosine));
  // The low bits of n + 1.5 * 2^fraction_bits are those of the quadrant; the last one picks the function and the last
  // but one the sign, each moved to the sign bit of 1.
  constexpr auto shift = format::integer_spacing + format::integer_spacing / 2;
  auto const quadrant = bits_of(n + V(shift + static_cast<element>(quarters)));
  auto const sign_mask = bits(bits_of(element(-0.0F)));
  auto const unit = bits(bits_of(element(1)));
  auto const odd = from_bits(((quadrant << sign_bit) & sign_mask) | unit) < zero;
  auto const sign = from_bits(((quadrant << (sign_bit - 1)) & sign_mask) | unit);
  return unless_not_finite(x, sign * select(odd, cosine, sine));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
