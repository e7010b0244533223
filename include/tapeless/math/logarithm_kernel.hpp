// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>
#include <cstdint>
#include <limits>

#include "tapeless/math/exponential_kernel.hpp"
#include "tapeless/math/polynomial.hpp"
#include "tapeless/math/scalar.hpp"

/// What log, log1p, softplus and pow share: x = 2^k m with m in [sqrt(1/2), sqrt(2)), and
/// log(1 + f) = 2 s + s^3 g(s^2) with s = f / (2 + f), g a Chebyshev fit.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

template <class E>
struct logarithm_constants;

template <>
struct logarithm_constants<float> {
  static constexpr std::uint32_t sqrt_half = 0x3F35'04F3U;  // the encoding of sqrt(1/2)
  static constexpr float normalizer = 0x1p25F;              // lifts every subnormal into the normal numbers
  static constexpr float normalizer_exponent = 25.0F;
  // Fit error 2^-29.9 of log(1 + f).
  static constexpr std::array<float, 3> g{0x1.55555cp-1F, 0x1.997c22p-2F, 0x1.2ee8c8p-2F};
};

template <>
struct logarithm_constants<double> {
  static constexpr std::uint64_t sqrt_half = 0x3FE6'A09E'667F'3BCDU;
  static constexpr double normalizer = 0x1p54;
  static constexpr double normalizer_exponent = 54.0;
  // Fit error 2^-59.1 of log(1 + f).
  static constexpr std::array<double, 7> g{0x1.5555555555558p-1, 0x1.9999999995273p-2, 0x1.2492492dfd86cp-2,
                                           0x1.c71c62d5e53e0p-3, 0x1.7462b91b8df65p-3, 0x1.39fdcceb4bb45p-3,
                                           0x1.2b5f68a50d903p-3};
};

/// x = 2^exponent * significand; inverse is 2^-exponent.
template <class V>
struct logarithm_reduction {
  V exponent;
  V significand;
  V inverse;
};

/// The significand is in [sqrt(1/2), sqrt(2)) for every encoding whatsoever; the rest means something for normal x > 0.
/// `offset` is the exponent that is taken off.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto reduce_normal(V x, V offset) noexcept -> logarithm_reduction<V> {
  using format = format_of<V>;
  using constants = logarithm_constants<element_t<V>>;
  using bits = decltype(bits_of(x));
  constexpr auto one = bits_of(element_t<V>(1));
  auto const shifted = bits_of(x) + bits(one - constants::sqrt_half);
  auto const fraction = shifted & bits(format::fraction_mask);
  // An integer in the fraction field of 2^fraction_bits is that power plus the integer: no conversion needed.
  auto const integer = from_bits((shifted >> format::fraction_bits) | bits(bits_of(format::integer_spacing)));
  return {rounded(integer - offset), from_bits(fraction + bits(constants::sqrt_half)),
          from_bits((bits(2 * one) - shifted) + fraction)};
}
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto reduce_normal(V x) noexcept -> logarithm_reduction<V> {
  using format = format_of<V>;
  return reduce_normal(x, V(format::integer_spacing + static_cast<element_t<V>>(format::bias)));
}

/// The same for subnormal numbers too: the pair of exponent and significand means x for finite x > 0.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto reduce_logarithm(V x) noexcept -> logarithm_reduction<V> {
  using format = format_of<V>;
  using constants = logarithm_constants<element_t<V>>;
  constexpr auto offset = format::integer_spacing + static_cast<element_t<V>>(format::bias);
  auto const subnormal = x < V(std::numeric_limits<element_t<V>>::min());
  // Nothing may overflow in a constant expression, not even where it is not selected.
  auto const small = std::is_constant_evaluated() ? select(abs(x) < V(element_t<V>(1)), x, V(element_t<V>(1))) : x;
  return reduce_normal(select(subnormal, small * V(constants::normalizer), x),
                       select(subnormal, V(offset + constants::normalizer_exponent), V(offset)));
}

/// k ln 2 + log(1 + f) + rest for 1 + f in [sqrt(1/2), sqrt(2)] and a rest below an ulp of the sum; the order of the
/// sums is fdlibm's: f - f^2/2 is split off so that the rounding errors of s reach only terms below f^2/2.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto logarithm_sum(V k, V f, V rest) noexcept -> V {
  using ln2 = exponential_constants<element_t<V>>;
  auto const s = f / (V(element_t<V>(2)) + f);
  auto const z = s * s;
  auto const half_square = V(element_t<V>(0.5F)) * f * f;
  auto const series = z * polynomial(z, logarithm_constants<element_t<V>>::g);
  auto const correction = s * (half_square + series) + (k * V(ln2::ln2_tail) + rest);
  return k * V(ln2::ln2_head) - rounded((half_square - correction) - f);
}

/// k ln 2 + log(1 + f).
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto logarithm_sum(V k, V f) noexcept -> V {
  return logarithm_sum(k, f, V(element_t<V>(0)));
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
