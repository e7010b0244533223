// SPDX-License-Identifier: BSL-1.0
//
// Random numbers with the same bits on every target.
//
// All randomness comes from 64-bit integer arithmetic. A real number is formed by one rounding, done in integers (to
// nearest, ties to even), followed by a conversion and a multiplication by a power of two that are both exact. So
// neither FP contraction, nor the rounding mode, nor x87 registers, nor a run-time library can change a bit.
#pragma once

#include "tapeless/meta/hash.hpp"
#include "tapeless/target/current.hpp"

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace random {

/// A source of independent, uniformly distributed 32-bit integers, the full range 0 … 2³² - 1.
template <class G>
concept Generator = requires(G& generator) {
  { generator() } -> std::same_as<std::uint32_t>;
};

/// The real types whose bits are the same everywhere: IEEE binary32 and binary64 (long double is not one type).
template <class T>
concept BinaryReal = (std::same_as<T, float> || std::same_as<T, double>)&&std::numeric_limits<T>::is_iec559;

/// PCG32 (PCG-XSH-RR 64/32): a 64-bit linear congruential generator whose output is a xorshifted, randomly rotated
/// half of the state. Period 2⁶⁴ in each of 2⁶³ streams; 16 bytes of state. Not for cryptography.
/// Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random
/// Number Generation", Harvey Mudd College HMC-CS-2014-0905 (2014); seeding as in the author's reference code.
class pcg32 {
public:
  using result_type = std::uint32_t;

  /// Begin `stream` (its top bit is ignored) at the place that `seed` selects.
  constexpr explicit pcg32(std::uint64_t seed, std::uint64_t stream = 0) noexcept : increment_{(stream << 1U) | 1U} {
    step();
    state_ += seed;
    step();
  }

  /// The next 32 random bits.
  constexpr result_type operator()() noexcept {
    std::uint64_t const old = state_;
    step();
    auto const folded = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
    return std::rotr(folded, static_cast<int>(old >> 59U));
  }

  static constexpr result_type min() noexcept { return 0; }
  static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

  friend constexpr bool operator==(pcg32 const&, pcg32 const&) noexcept = default;

private:
  constexpr void step() noexcept { state_ = state_ * 6364136223846793005U + increment_; }

  std::uint64_t state_ = 0;
  std::uint64_t increment_;
};

/// A bijection of 64-bit integers in which every input bit changes about half of the output bits.
/// Source: the output function of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number
/// Generators", OOPSLA 2014, with D. Stafford's variant 13 constants).
constexpr std::uint64_t mix(std::uint64_t value) noexcept {
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

/// The 64-bit FNV-1a hash of a name: that of meta/hash.hpp.
constexpr std::uint64_t hash(std::string_view name) noexcept { return meta::hash(name); }

/// The generator that belongs to (seed, key). State and increment both depend on both: PCG streams that share the
/// state and differ only in the increment are correlated.
constexpr pcg32 stream_of_mixed(std::uint64_t seed, std::uint64_t mixed_key) noexcept {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15U;  // 2⁶⁴ divided by the golden ratio, as in SplitMix64
  std::uint64_t mixed[3];                                // in a loop, which is a third of the code
  std::uint64_t last = seed;
  for (std::uint64_t& each : mixed) {
    each = mix(last += golden);
    if (&each == mixed) last = each ^= mixed_key;
  }
  return pcg32{mixed[1], mixed[2]};
}
constexpr pcg32 stream(std::uint64_t seed, std::uint64_t key) noexcept { return stream_of_mixed(seed, mix(key)); }

/// The generator of the parameter called `name` under `seed`: adding, removing or reordering other parameters does not
/// change what this one draws.
constexpr pcg32 stream(std::uint64_t seed, std::string_view name) noexcept { return stream(seed, hash(name)); }
/// As above; a string literal would otherwise be no better a name than a number.
constexpr pcg32 stream(std::uint64_t seed, char const* name) noexcept { return stream(seed, std::string_view{name}); }

/// 2ⁿ exactly, for n in the range of normal numbers (float: -126 … 127, double: -1022 … 1023).
template <BinaryReal T>
constexpr T power_of_two(int n) noexcept {
  using limits = std::numeric_limits<T>;
  using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  return std::bit_cast<T>(static_cast<bits>(static_cast<bits>(n + limits::max_exponent - 1) << (limits::digits - 1)));
}

/// ±magnitude · 2^exponent, rounded once to T (to nearest, ties to even). The result must be a normal number or zero.
/// In integers only: the encoding is put together, so a processor needs no arithmetic of T.
template <BinaryReal T>
constexpr T scaled(std::uint64_t magnitude, bool is_negative, int exponent) noexcept {
  using limits = std::numeric_limits<T>;
  using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  constexpr int width = 8 * sizeof(T);
  constexpr int dropped = width - limits::digits;
  if (magnitude == 0) return T{};
  if constexpr (targets::current.prefers_small_code) {  // two turns on average, a third of the code
    for (; static_cast<std::int64_t>(magnitude) > 0; --exponent) magnitude <<= 1U;
  } else {
    int const zeros = std::countl_zero(magnitude);
    magnitude <<= zeros;
    exponent -= zeros;
  }
  bits high = static_cast<bits>(magnitude >> (64 - width));
  if constexpr (width < 64) high |= static_cast<std::uint32_t>(magnitude) != 0 ? 1U : 0U;  // something is lost below
  bits whole = high >> dropped;
  bits const lost = high & ((bits{1} << dropped) - 1);
  if (lost + (whole & 1U) > bits{1} << (dropped - 1)) ++whole;
  // the leading bit of `whole` counts as one in the exponent's field, and so does what rounding carries
  auto const field = static_cast<bits>(exponent + 64 + limits::max_exponent - 3);
  bits const sign = is_negative ? bits{1} << (width - 1) : 0;
  return std::bit_cast<T>(static_cast<bits>(sign | ((field << (limits::digits - 1)) + whole)));
}
/// The same of mantissa · 2^exponent.
template <BinaryReal T>
constexpr T scaled(std::int64_t mantissa, int exponent) noexcept {
  auto const magnitude = static_cast<std::uint64_t>(mantissa);
  return scaled<T>(mantissa < 0 ? 0U - magnitude : magnitude, mantissa < 0, exponent);
}

/// Uniform on [0, 1): k · 2⁻²⁴ with 24 random bits (float, one draw) or k · 2⁻⁵³ with 53 (double, two draws, the first
/// is the more significant). Every value is exact.
template <BinaryReal T, Generator G>
constexpr T uniform(G& generator) noexcept {
  if constexpr (sizeof(T) == 4) {
    return scaled<T>(generator() >> 8U, -24);
  } else {
    std::uint64_t const high = generator();
    return scaled<T>(static_cast<std::int64_t>((high << 21U) | (generator() >> 11U)), -53);
  }
}

/// Uniform on [-1, 1): (k - 2²⁴) · 2⁻²⁴ with 25 random bits (float, one draw) or (k - 2⁵³) · 2⁻⁵³ with 54 (double, two
/// draws). Every value is exact; the mean is -2⁻²⁵ or -2⁻⁵⁴.
template <BinaryReal T, Generator G>
constexpr T symmetric(G& generator) noexcept {
  if constexpr (sizeof(T) == 4) {
    return scaled<T>(static_cast<std::int64_t>(generator() >> 7U) - (std::int64_t{1} << 24U), -24);
  } else {
    std::uint64_t const high = generator();
    auto const bits = static_cast<std::int64_t>((high << 22U) | (generator() >> 10U));
    return scaled<T>(bits - (std::int64_t{1} << 53U), -53);
  }
}

/// An approximately normal integer with mean 0 and standard deviation 2²⁸: the centred sum of twelve 28-bit uniform
/// integers (Irwin–Hall). The variance is exactly 12 · (2⁵⁶ - 1) / 12 = 2⁵⁶ - 1; |k| <= 6 · (2²⁸ - 1) < 2³¹.
/// Against a true normal: symmetric, excess kurtosis -6/(5·12) = -0.1, no value beyond 6 standard deviations, and the
/// tail is thin (beyond 3 standard deviations 0.0020 instead of 0.0027). Good for starting weights, not for tail
/// statistics.
template <Generator G>
constexpr std::int32_t normal_integer(G& generator) noexcept {
  std::int64_t sum = -6 * ((std::int64_t{1} << 28U) - 1);
  for (int draw = 0; draw < 12; ++draw) sum += generator() >> 4U;
  return static_cast<std::int32_t>(sum);
}

/// An approximately normal variate, mean 0, standard deviation 1 (see normal_integer for the limits); twelve draws.
template <BinaryReal T, Generator G>
constexpr T normal(G& generator) noexcept {
  return scaled<T>(normal_integer(generator), -28);
}

/// A uniform integer in 0 … bound - 1 without bias; bound = 0 yields 0. One draw, and with probability below
/// bound / 2³² another. Source: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29(1), 2019.
template <Generator G>
constexpr std::uint32_t below(std::uint32_t bound, G& generator) noexcept {
  std::uint64_t product = std::uint64_t{generator()} * bound;
  if (static_cast<std::uint32_t>(product) < bound) {
    std::uint32_t const threshold = (0U - bound) % bound;
    while (static_cast<std::uint32_t>(product) < threshold) product = std::uint64_t{generator()} * bound;
  }
  return static_cast<std::uint32_t>(product >> 32U);
}

/// A uniformly random permutation of the items, in place; at most 2³² - 1 of them. One bounded draw for each item but
/// the first. Source: Fisher–Yates in R. Durstenfeld's form, "Algorithm 235: Random permutation", CACM 7(7), 1964.
template <class Item, std::size_t Extent, Generator G>
constexpr void shuffle(std::span<Item, Extent> items, G& generator) noexcept {
  for (std::size_t left = items.size(); left > 1; --left) {
    std::size_t const chosen = below(static_cast<std::uint32_t>(left), generator);
    if (chosen == left - 1) continue;  // swapping an item with itself may be undefined for its move assignment
    using std::swap;
    swap(items[left - 1], items[chosen]);
  }
}

}  // namespace random
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
