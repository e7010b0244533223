// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include "tapeless/math/scalar.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// A positive number as significand·2^(exponent − bias − fraction bits), the significand with all its digits: of a
/// subnormal number the exponent is less than 1.
template <std::floating_point E>
struct scaled_significand {
  using format = ieee_format<E>;
  using bits_type = typename format::bits_type;
  static constexpr bits_type implicit = format::fraction_mask + 1;
  bits_type significand;
  int exponent;

  constexpr explicit scaled_significand(E given)
      : significand(bits_of(given) & format::fraction_mask),
        exponent(static_cast<int>(bits_of(given) >> format::fraction_bits)) {
    if (exponent == 0)
      exponent = 1;
    else
      significand += implicit;
    normalize();
  }
  constexpr E number() {
    if (significand == 0) return E(0);
    normalize();
    for (; exponent < 1; ++exponent) significand >>= 1;
    bits_type const biased = significand < implicit ? 0 : static_cast<bits_type>(exponent);
    return from_bits((biased << format::fraction_bits) | (significand & format::fraction_mask));
  }

private:
  constexpr void normalize() {
    for (; significand < implicit; --exponent) significand <<= 1;
  }
};

/// x − y·trunc(x/y) with the sign of x, exactly, by the division of schools: a step for each binary digit of the
/// quotient. NaN for y = 0 or an infinite x.
template <std::floating_point E>
[[nodiscard]] constexpr auto fmod(E x, E y) noexcept -> E {
  E const divisor = abs(y);
  if (!(abs(x) < infinity<E>()) || !(divisor > E(0))) return not_a_number<E>();
  if (abs(x) < divisor) return x;
  scaled_significand<E> rest(abs(x));
  scaled_significand<E> const by(divisor);
  for (; rest.exponent > by.exponent; --rest.exponent) {
    if (rest.significand >= by.significand) rest.significand -= by.significand;
    rest.significand <<= 1;
  }
  if (rest.significand >= by.significand) rest.significand -= by.significand;
  return copysign(rest.number(), x);
}

/// Lane by lane: each takes a number of steps of its own.
template <class V>
  requires(!std::floating_point<V>)
[[nodiscard]] constexpr auto fmod(V const& x, V const& y) noexcept -> V {
  V made = x;
  for (std::uint32_t i = 0; i < V::size; ++i) set_lane(made, i, fmod(lane(x, i), lane(y, i)));
  return made;
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
