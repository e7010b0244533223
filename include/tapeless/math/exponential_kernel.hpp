// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>

#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

/// What exp, expm1, tanh, sigmoid, erf and pow share: x = k ln 2 + r with |r| <= ln(2) / 2 and
/// exp(x) = 2^k (1 + r + r^2 q(r)), q a Chebyshev fit of (exp(r) - 1 - r) / r^2.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct exponential_constants;

template <>
struct exponential_constants<float> {
  static constexpr float log2_e = 0x1.715476p+0F;
  static constexpr float ln2_head = 0x1.62ep-1F;  // 13 bits: k * ln2_head is exact for |k| < 2^11
  static constexpr float ln2_tail = 0x1.0bfbe8p-15F;
  static constexpr float largest = 0x1.62e42ep+6F;  // the last x with exp(x) finite
  static constexpr float overflowing = 89.0F;
  static constexpr float smallest = -104.0F;  // exp(x) < 2^-150 rounds to 0
  static constexpr float minus_one = -20.0F;  // expm1(x) rounds to -1
  // Fit error 2^-28.2 of exp(r).
  static constexpr std::array<float, 5> q{0x1.000000p-1F, 0x1.555490p-3F, 0x1.5554d0p-5F, 0x1.123ac4p-7F,
                                          0x1.6d6854p-10F};
};

template <>
struct exponential_constants<double> {
  static constexpr double log2_e = 0x1.71547652b82fep+0;
  static constexpr double ln2_head = 0x1.62e42fefa2p-1;  // 41 bits: k * ln2_head is exact for |k| < 2^12
  static constexpr double ln2_tail = 0x1.9ef35793c7673p-41;
  static constexpr double largest = 0x1.62e42fefa39efp+9;  // the last x with exp(x) finite
  static constexpr double overflowing = 710.0;
  static constexpr double smallest = -746.0;  // exp(x) < 2^-1075 rounds to 0
  static constexpr double minus_one = -40.0;  // expm1(x) rounds to -1
  // Fit error 2^-62.3.
  static constexpr std::array<double, 11> q{0x1.0000000000000p-1,  0x1.5555555555557p-3,  0x1.5555555555556p-5,
                                            0x1.11111111100bep-7,  0x1.6c16c16c162c3p-10, 0x1.a01a01abf85abp-13,
                                            0x1.a01a01a6e1e2ap-16, 0x1.71de01fdbf9cap-19, 0x1.27e4db46cddd1p-22,
                                            0x1.af4e554377204p-26, 0x1.1f7340dbc337ep-29};
};

/// x = exponent * ln 2 + remainder, the exponent integral; power is 2^exponent if that is a normal number.
template <class V>
struct exponential_reduction {
  V exponent;
  V remainder;
  V power;
};

/// Cody and Waite's reduction: ln 2 in two pieces, the product with the leading one exact. `binary` is x log2(e) +
/// shift, which rounds to an integer as `round_to_int` does; the bias in the shift makes it the exponent field of a
/// power.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto reduce_exponential(V x, V binary, V shift) noexcept
    -> exponential_reduction<V> {
  using constants = exponential_constants<element_t<V>>;
  auto const k = rounded(binary - shift);
  auto const r = rounded(x - k * V(constants::ln2_head)) - k * V(constants::ln2_tail);
  return {k, r, from_bits(bits_of(binary) << format_of<V>::fraction_bits)};
}

template <class E>
inline constexpr E exponential_shift = ieee_format<E>::integer_spacing* E(1.5F) + E(ieee_format<E>::bias);

template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto reduce_exponential(V x) noexcept -> exponential_reduction<V> {
  using element = element_t<V>;
  auto const shift = V(exponential_shift<element>);
  return reduce_exponential(x, rounded(muladd(x, V(exponential_constants<element>::log2_e), shift)), shift);
}

/// The reduction of 2 a, which does not wait for the sum a + a.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto reduce_exponential_of_twice(V a) noexcept
    -> exponential_reduction<V> {
  using element = element_t<V>;
  auto const shift = V(exponential_shift<element>);
  return reduce_exponential(a + a, rounded(muladd(a, V(2 * exponential_constants<element>::log2_e), shift)), shift);
}

/// exp(r) - 1 - r for |r| <= ln(2) / 2.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto exponential_tail(V r) noexcept -> V {
  auto const square = r * r;
  return square * polynomial(r, square, exponential_constants<element_t<V>>::q);
}

/// exp(x) for x in [smallest, largest]: the caller has clamped it.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto exp_in_range(V x) noexcept -> V {
  auto const [k, r, power] = reduce_exponential(x);
  return scale(V(element_t<V>(1)) + (r + exponential_tail(r)), k);
}

/// exp(-a) for a >= 0; what softplus and sigmoid of the same x share.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto exp_of_negative(V a) noexcept -> V {
  return exp_in_range(-no_more(a, V(-exponential_constants<element_t<V>>::smallest)));
}

/// (exp(x) - 1) / 2^k from the reduction of x; `inverse` is 2^-k. The sum (1 - 2^-k) + r comes first: it is exact where
/// the terms cancel (k = 0 and k = 1).
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto expm1_significand(V r, V inverse) noexcept -> V {
  return (rounded(V(element_t<V>(1)) - inverse) + r) + exponential_tail(r);
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
