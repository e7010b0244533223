// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "tapeless/math/rounded.hpp"

/// The operations every elementary function of this folder is written in, for `float` and `double`.
///
/// The functions are templates over a value type `V`. A SIMD pack becomes a value type by providing, where argument
/// dependent lookup finds them: `bits_of`, `from_bits`, `select`, `both`, `either`, `any`, `abs`, `copysign` and
/// `sqrt`; the operators `+ - * /` and the comparisons (which give a mask); `&  |  +  -  <<  >>` on what `bits_of`
/// returns; explicit construction of both from one element; `lane` and `set_lane`, and `size`, the number of lanes; and
/// a member `value_type` naming the element. It may have `at_most`, `at_least`, `scale` and `rounded` of its own, with
/// the results of those below.
///
/// The arithmetic is IEEE 754's, rounding to nearest. Contraction of a * b + c changes nothing that matters, nor does
/// the reordering of sums under -ffast-math: where a sum must stay as it is written, it is `rounded`.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// The IEEE 754 binary format of an element type.
template <class E>
struct ieee_format;

template <>
struct ieee_format<float> {
  using bits_type = std::uint32_t;
  static constexpr int fraction_bits = 23;
  static constexpr int bias = 127;
  static constexpr bits_type fraction_mask = 0x007F'FFFFU;
  static constexpr bits_type head_mask = 0xFFFF'F000U;  ///< keeps the leading 12 of 24 significand bits
  static constexpr float integer_spacing = 0x1p23F;     ///< from here on the numbers are the integers
};

template <>
struct ieee_format<double> {
  using bits_type = std::uint64_t;
  static constexpr int fraction_bits = 52;
  static constexpr int bias = 1023;
  static constexpr bits_type fraction_mask = 0x000F'FFFF'FFFF'FFFFU;
  static constexpr bits_type head_mask = 0xFFFF'FFFF'F800'0000U;  ///< keeps the leading 26 of 53 significand bits
  static constexpr double integer_spacing = 0x1p52;
};

/// The element of a value type: the type itself, or the `value_type` of a pack.
template <class V>
struct element_of {
  using type = V;
};

template <class V>
  requires requires { typename V::value_type; }
struct element_of<V> {
  using type = typename V::value_type;
};

template <class V>
using element_t = typename element_of<V>::type;

template <class V>
using format_of = ieee_format<element_t<V>>;

/// The IEEE 754 encoding of `x` as an unsigned integer.
template <std::floating_point V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto bits_of(V x) noexcept -> typename ieee_format<V>::bits_type {
  return std::bit_cast<typename ieee_format<V>::bits_type>(x);
}

/// The number whose IEEE 754 encoding is `bits`.
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto from_bits(std::uint32_t bits) noexcept -> float {
  return std::bit_cast<float>(bits);
}
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto from_bits(std::uint64_t bits) noexcept -> double {
  return std::bit_cast<double>(bits);
}

/// `mask ? a : b` with both sides already evaluated.
template <std::floating_point V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto select(bool mask, V a, V b) noexcept -> V {
  return mask ? a : b;
}

[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto both(bool a, bool b) noexcept -> bool { return a && b; }
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto either(bool a, bool b) noexcept -> bool { return a || b; }

/// |x|; clears the sign of a zero and of a NaN too.
template <std::floating_point V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto abs(V x) noexcept -> V {
  if constexpr (std::same_as<V, float>)
    return __builtin_fabsf(x);
  else
    return __builtin_fabs(x);
}

/// |x| with the sign of `sign`.
template <std::floating_point V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto copysign(V x, V sign) noexcept -> V {
  if constexpr (std::same_as<V, float>)
    return __builtin_copysignf(x, sign);
  else
    return __builtin_copysign(x, sign);
}

/// a * b + c. Whether it is rounded once or twice is left to the compiler's contraction setting; no function here
/// relies on either.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto muladd(V a, V b, V c) noexcept -> V {
  return a * b + c;
}

/// The nearest integer, ties to even, for |x| < 2^(fraction_bits - 1): adding 1.5 * 2^fraction_bits leaves no room for
/// a fraction.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto round_to_int(V x) noexcept -> V {
  auto const shift = V(format_of<V>::integer_spacing + format_of<V>::integer_spacing / 2);
  return rounded(rounded(x + shift) - shift);
}

/// 2^k for an integral `k` in [1 - bias, bias]; k = -bias gives 0.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto power_of_two(V k) noexcept -> V {
  using format = format_of<V>;
  constexpr auto shift = format::integer_spacing + static_cast<element_t<V>>(format::bias);
  return from_bits(bits_of(k + V(shift)) << format::fraction_bits);
}

/// x * 2^k for an integral `k` in [2 - 2 bias, 2 bias], in two steps so that the result may be subnormal or overflow:
/// the first product is exact, the second one rounds once.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto scale(V x, V k) noexcept -> V {
  using format = format_of<V>;
  constexpr auto shift = format::integer_spacing + static_cast<element_t<V>>(2 * format::bias);
  auto const both_exponents = bits_of(k + V(shift));
  auto const first = both_exponents >> 1;
  auto const second = both_exponents - first;
  return rounded(x * from_bits(first << format::fraction_bits)) * from_bits(second << format::fraction_bits);
}

/// The leading half of the significand of `x`, so that the product of two such heads is exact.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto head(V x) noexcept -> V {
  using bits = decltype(bits_of(x));
  return from_bits(bits_of(x) & bits(format_of<V>::head_mask));
}

/// a - q b for a quotient q of a and b, as exact as one rounding: the products of heads are exact.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto division_remainder(V a, V b, V q) noexcept -> V {
  auto const q_head = head(q);
  auto const b_head = head(b);
  return (rounded(a - q_head * b_head) - q_head * rounded(b - b_head)) - rounded(q - q_head) * b;
}

/// What `sum`, the rounded sum of big and small, lost: exact for |big| >= |small| and for big = 0.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto lost_in_sum(V sum, V big, V small) noexcept -> V {
  return rounded(small - rounded(sum - big));
}

template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto infinity() noexcept -> V {
  return V(std::numeric_limits<element_t<V>>::infinity());
}

template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto not_a_number() noexcept -> V {
  return V(std::numeric_limits<element_t<V>>::quiet_NaN());
}

/// The smaller of x and the bound; a NaN becomes the bound, so that what follows never computes with a NaN (which no
/// constant expression may).
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto at_most(V x, V bound) noexcept -> V {
  return select(x < bound, x, bound);
}

/// The larger of x and the bound; a NaN becomes the bound.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto at_least(V x, V bound) noexcept -> V {
  return select(x > bound, x, bound);
}

/// `value` where `x` is a number, `x` where it is a NaN.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto unless_nan(V x, V value) noexcept -> V {
  return select(x == x, value, x);
}

/// The smaller of x and the bound. What `within` says of a NaN holds.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto no_more(V x, V bound) noexcept -> V {
  if (std::is_constant_evaluated()) return at_most(x, bound);
  return at_most(bound, x);
}

/// x kept within [low, high]. At run time a NaN stays one and runs through what follows; in a constant expression,
/// which may not compute with it, it becomes a number, for `unless_nan_is_folded` to take back.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto within(V x, V low, V high) noexcept -> V {
  if (std::is_constant_evaluated()) return at_least(at_most(x, high), low);
  return at_least(low, at_most(high, x));
}

/// `value`, at run time as it is: there a NaN has come through.
template <class V>
[[nodiscard]] TAPELESS_FORCE_INLINE constexpr auto unless_nan_is_folded(V x, V value) noexcept -> V {
  if (std::is_constant_evaluated()) return unless_nan(x, value);
  return value;
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
