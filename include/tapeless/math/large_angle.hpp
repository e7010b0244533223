// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/target/current.hpp"

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "tapeless/math/scalar.hpp"

/// Payne and Hanek's reduction x = n pi/2 + r for any finite x, in integers: with x = M 2^e, only those binary digits
/// of 2/pi matter whose product with 2^e is below 4 and not too small. It costs some 50 ns (float) or 110 ns (double)
/// for each number, so it is a function of its own, called for large numbers only.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace math {

/// x = quarters pi/2 + remainder + tail.
template <class V>
struct trigonometric_reduction {
  V quarters;
  V remainder;
  V tail;
};

/// The binary digits of 2/pi, after 32 zeros.
inline constexpr std::array<std::uint32_t, 39> two_over_pi{
    0x0000'0000U, 0xA2F9'836EU, 0x4E44'1529U, 0xFC27'57D1U, 0xF534'DDC0U, 0xDB62'9599U, 0x3C43'9041U, 0xFE51'63ABU,
    0xDEBB'C561U, 0xB724'6E3AU, 0x424D'D2E0U, 0x0649'2EEAU, 0x09D1'921CU, 0xFE1D'EB1CU, 0xB129'A73EU, 0xE882'35F5U,
    0x2EBB'4484U, 0xE99C'7026U, 0xB45F'7E41U, 0x3991'D639U, 0x8353'39F4U, 0x9C84'5F8BU, 0xBDF9'283BU, 0x1FF8'97FFU,
    0xDE05'980FU, 0xEF2F'118BU, 0x5A0A'6D1FU, 0x6D36'7ECFU, 0x27CB'09B7U, 0x4F46'3F66U, 0x9E5F'EA2DU, 0x7527'BAC7U,
    0xEBE5'F17BU, 0x3D07'39F7U, 0x8A52'92EAU, 0x6BFB'5FB1U, 0x1F8D'5D08U, 0x5603'3046U, 0xFC7B'6BABU};
/// pi/4 times 2^128; the leading limb first.
inline constexpr std::array<std::uint32_t, 4> quarter_of_pi{0xC90F'DAA2U, 0x2168'C234U, 0xC4C6'628BU, 0x80DC'1CD1U};

/// A natural number of N limbs, the leading one first.
template <std::size_t N>
using limbs = std::array<std::uint32_t, N>;

/// The digits of 2/pi from `first` on.
template <std::size_t N>
[[nodiscard]] constexpr auto digits_of_two_over_pi(int first) noexcept -> limbs<N> {
  auto digits = limbs<N>{};
  auto const word = static_cast<std::size_t>(first) / 32;
  for (std::size_t i = 0; i < N; ++i) {
    auto const pair = std::uint64_t{two_over_pi[word + i]} << 32 | two_over_pi[word + i + 1];
    digits[i] = static_cast<std::uint32_t>(pair << first % 32 >> 32);
  }
  return digits;
}

template <std::size_t N, std::size_t A>
[[nodiscard]] constexpr auto leading(limbs<A> const& a) noexcept -> limbs<N> {
  auto part = limbs<N>{};
  for (std::size_t i = 0; i < N; ++i) part[i] = a[i];
  return part;
}

/// The last N limbs of a product.
template <std::size_t N, std::size_t A, std::size_t B>
[[nodiscard]] constexpr auto low_product(limbs<A> const& a, limbs<B> const& b) noexcept -> limbs<N> {
  auto product = limbs<N>{};
  for (std::size_t i = 0; i < A; ++i) {
    auto carry = std::uint64_t{0};
    for (std::size_t k = 0; k < B && i + k < N; ++k) {
      auto& limb = product[N - 1 - i - k];
      carry += std::uint64_t{a[A - 1 - i]} * b[B - 1 - k] + limb;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (i + B < N) product[N - 1 - i - B] = static_cast<std::uint32_t>(carry);
  }
  return product;
}

template <std::size_t N>
constexpr void shift_left(limbs<N>& a, int places) noexcept {  // 0 to 31
  for (std::size_t i = 0; i < N; ++i) {
    auto const next = i + 1 < N ? a[i + 1] : 0U;
    a[i] = static_cast<std::uint32_t>((std::uint64_t{a[i]} << 32 | next) << places >> 32);
  }
}

template <std::size_t N>
constexpr void negate(limbs<N>& a) noexcept {
  auto carry = std::uint64_t{1};
  for (std::size_t i = N; i-- > 0; carry >>= 32) a[i] = static_cast<std::uint32_t>(carry += std::uint32_t(~a[i]));
}

/// Moves the leading one to the front and says how many places that took. a is not 0.
template <std::size_t N>
[[nodiscard]] constexpr auto normalize(limbs<N>& a) noexcept -> int {
  auto places = 0;
  for (; a[0] == 0; places += 32) {
    for (std::size_t i = 0; i + 1 < N; ++i) a[i] = a[i + 1];
    a[N - 1] = 0;
  }
  auto const rest = std::countl_zero(a[0]);
  shift_left(a, rest);
  return places + rest;
}

/// The number 0.a 2^exponent, a normalized, as the nearest E and what that lost.
template <std::floating_point E, std::size_t N>
[[nodiscard]] constexpr auto as_sum(limbs<N> const& a, int exponent) noexcept -> trigonometric_reduction<E> {
  constexpr auto digits = ieee_format<E>::fraction_bits + 1;
  auto const first = std::uint64_t{a[0]} << 32 | a[1];
  auto const second = N > 2 ? std::uint64_t{a[N - 2]} << 32 | a[N - 1] : 0U;
  auto const head = (first >> (64 - digits)) + ((first >> (63 - digits)) & 1U);
  auto const lost = static_cast<std::int64_t>(first - (head << (64 - digits)));  // of less than 65 - digits bits
  auto const tail = lost * (std::int64_t{1} << (digits - 1)) + static_cast<std::int64_t>(second >> (65 - digits));
  return {E(0), static_cast<E>(static_cast<std::int64_t>(head)) * power_of_two(static_cast<E>(exponent - digits)),
          static_cast<E>(tail) * power_of_two(static_cast<E>(exponent - 63 - digits))};
}

/// The reduction of a finite x with |x| >= 2^-7 (float) or 2^22 (double). The product of M and the digits is x 2/pi
/// modulo 4, as two digits before the binary point and enough behind it: x is nowhere nearer to a multiple of pi/2 than
/// 2^-31 (float), 2^-63 (double).
template <std::floating_point E>
[[nodiscard]] constexpr auto reduce_large_angle(E x) noexcept -> trigonometric_reduction<E> {
  using format = ieee_format<E>;
  constexpr auto is_float = std::same_as<E, float>;
  constexpr std::size_t kept = is_float ? 2 : 4;
  constexpr std::size_t taken = kept + kept / 2;  // as many digits more as x has, and two
  if (!(abs(x) < infinity<E>())) return {E(0), not_a_number<E>(), not_a_number<E>()};
  auto const encoding = bits_of(abs(x));
  auto const exponent = static_cast<int>(encoding >> format::fraction_bits) - format::bias - format::fraction_bits;
  auto const significand = std::uint64_t{(encoding & format::fraction_mask) + format::fraction_mask + 1};
  auto const m = limbs<2>{static_cast<std::uint32_t>(significand >> 32), static_cast<std::uint32_t>(significand)};
  auto product = low_product<taken>(digits_of_two_over_pi<taken>(exponent + 30), m);
  auto quarters = static_cast<int>(product[0] >> 30);
  shift_left(product, 2);
  auto const beyond_half = (product[0] >> 31) != 0;
  if (beyond_half) negate(product);
  auto places = normalize(product);
  auto angle = low_product<2 * kept>(leading<kept>(product), leading<kept>(quarter_of_pi));
  places += normalize(angle);
  auto const [zero, remainder, tail] = as_sum<E>(leading<kept>(angle), 1 - places);
  auto const whole = static_cast<E>(beyond_half ? quarters + 1 : quarters);
  auto const negative = x < E(0);
  return {negative ? -whole : whole, negative != beyond_half ? -remainder : remainder,
          negative != beyond_half ? -tail : tail};
}

}  // namespace math
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
