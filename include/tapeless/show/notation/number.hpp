// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/notation/sink.hpp"

#include <array>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// A natural number of at most 1152 bits: what the digits of a double need (2^1074 · 10, with room for one carry).
class natural {
public:
  constexpr explicit natural(std::uint64_t value) {
    for (; value != 0; value >>= 32) word[size++] = static_cast<std::uint32_t>(value);
  }
  constexpr void multiply(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < size; ++i, carry >>= 32) {
      carry += std::uint64_t{word[i]} * factor;
      word[i] = static_cast<std::uint32_t>(carry);
    }
    if (carry != 0) word[size++] = static_cast<std::uint32_t>(carry);
  }
  constexpr void double_times(std::uint32_t times) {
    std::size_t const words = times / 32;
    for (std::size_t i = size; i-- > 0;) word[i + words] = word[i];
    for (std::size_t i = 0; i < words; ++i) word[i] = 0;
    size += words;
    multiply(std::uint32_t{1} << times % 32);
  }
  constexpr void add(natural const& other) {
    std::uint64_t carry = 0;
    std::size_t const longest = size > other.size ? size : other.size;
    for (std::size_t i = 0; i < longest; ++i, carry >>= 32) {
      carry += std::uint64_t{word[i]} + other.word[i];
      word[i] = static_cast<std::uint32_t>(carry);
    }
    size = longest;
    if (carry != 0) word[size++] = static_cast<std::uint32_t>(carry);
  }
  /// `other` is not larger than this.
  constexpr void subtract(natural const& other) {
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < size; ++i) {
      std::uint64_t const difference = std::uint64_t{word[i]} - other.word[i] - borrow;
      word[i] = static_cast<std::uint32_t>(difference);
      borrow = difference >> 63;
    }
    while (size > 0 && word[size - 1] == 0) --size;
  }
  /// Negative, 0 or positive as `a` is less than, equal to or greater than `b`.
  friend constexpr int compare(natural const& a, natural const& b) {
    if (a.size != b.size) return a.size < b.size ? -1 : 1;
    for (std::size_t i = a.size; i-- > 0;)
      if (a.word[i] != b.word[i]) return a.word[i] < b.word[i] ? -1 : 1;
    return 0;
  }

private:
  std::array<std::uint32_t, 36> word{};
  std::size_t size = 0;
};

/// 0.d₁d₂d₃… · 10^exponent
struct decimal {
  std::array<char, 20> digits{};
  std::size_t count = 0;
  int exponent = 0;
};

/// The shortest decimal that reads back as the same double, by exact arithmetic: the free-format algorithm of Burger
/// and Dybvig, "Printing Floating-Point Numbers Quickly and Accurately", PLDI 1996, figure 1. The value is value/unit;
/// every decimal strictly between value − below and value + above (the bounds too for an even mantissa) reads back as
/// it.
class shortest_decimal {
public:
  /// `positive` is finite and greater than 0.
  constexpr explicit shortest_decimal(double positive) : value(mantissa_of(positive)), unit(1), above(1), below(1) {
    int const exponent = exponent_of(positive);
    even = mantissa_of(positive) % 2 == 0;
    std::uint32_t const scale = static_cast<std::uint32_t>(exponent < 0 ? -exponent : exponent);
    // below a power of two the next double is nearer
    bool const power_of_two = mantissa_of(positive) == std::uint64_t{1} << 52 && exponent > -1074;
    std::uint32_t const extra = power_of_two ? 2 : 1;
    value.double_times((exponent < 0 ? 0 : scale) + extra);
    unit.double_times((exponent < 0 ? scale : 0) + extra);
    above.double_times((exponent < 0 ? 0 : scale) + extra - 1);
    below.double_times(exponent < 0 ? 0 : scale);
    scale_below_one();
    while (!next_digit()) {
    }
  }
  decimal result{};

private:
  static constexpr std::uint64_t bits(double positive) { return __builtin_bit_cast(std::uint64_t, positive); }
  static constexpr std::uint64_t mantissa_of(double positive) {
    std::uint64_t const fraction = bits(positive) & ((std::uint64_t{1} << 52) - 1);
    return bits(positive) >> 52 == 0 ? fraction : fraction | std::uint64_t{1} << 52;
  }
  static constexpr int exponent_of(double positive) {
    int const biased = static_cast<int>(bits(positive) >> 52);
    return (biased == 0 ? 1 : biased) - 1075;
  }

  /// value + above reaches `unit`, i.e. the decimal may be rounded up to one unit.
  constexpr bool reaches_unit() const {
    natural sum = value;
    sum.add(above);
    int const order = compare(sum, unit);
    return even ? order >= 0 : order > 0;
  }
  constexpr void times_ten() {
    value.multiply(10);
    above.multiply(10);
    below.multiply(10);
  }
  constexpr void scale_below_one() {
    for (; reaches_unit(); ++result.exponent) unit.multiply(10);
    for (;; --result.exponent) {
      natural const v = value;
      natural const a = above;
      natural const b = below;
      times_ten();
      if (!reaches_unit()) continue;
      value = v;
      above = a;
      below = b;
      return;
    }
  }
  constexpr bool next_digit() {
    times_ten();
    int digit = 0;
    for (; compare(value, unit) >= 0; ++digit) value.subtract(unit);
    int const low = compare(value, below);
    bool const may_stop = even ? low <= 0 : low < 0;
    bool const may_round_up = reaches_unit();
    if (may_round_up) {
      natural twice = value;
      twice.multiply(2);
      if (!may_stop || compare(twice, unit) >= 0) ++digit;
    }
    result.digits[result.count++] = static_cast<char>('0' + digit);
    return may_stop || may_round_up;
  }

  natural value;
  natural unit;
  natural above;
  natural below;
  bool even = false;
};

/// d.ddde±XX, or without exponent where the first digit stands between 10⁻⁴ and 10¹⁶.
constexpr void put_decimal(decimal const& number, text_sink& sink) {
  bool const plain = number.exponent > -4 && number.exponent <= 17;
  int const point = plain ? number.exponent : 1;  // digits before the point
  if (point <= 0) sink("0.");
  for (int i = point; i < 0; ++i) sink('0');
  for (int i = 0; i < static_cast<int>(number.count) || i < point; ++i) {
    if (i == point && point > 0) sink('.');
    sink(i < static_cast<int>(number.count) ? number.digits[static_cast<std::size_t>(i)] : '0');
  }
  if (plain) return;
  int const power = number.exponent - 1;
  sink(power < 0 ? "e-" : "e+");
  std::uint64_t const size = static_cast<std::uint64_t>(power < 0 ? -power : power);
  if (size < 10) sink('0');
  sink(size);
}

constexpr bool has_sign(double number) { return __builtin_bit_cast(std::uint64_t, number) >> 63 != 0; }

/// The shortest decimal that reads back as `number`: 2, 0.5, 0.1, 1e-05; inf and nan.
constexpr void put_number(double number, text_sink& sink) {
  if (has_sign(number)) sink('-');
  double const size = has_sign(number) ? -number : number;
  std::uint64_t const exponent = __builtin_bit_cast(std::uint64_t, size) >> 52;
  if (exponent == 0x7ff) {
    sink(number != number ? "nan" : "inf");
  } else if (size < 9007199254740992.0 && size == static_cast<double>(static_cast<std::uint64_t>(size))) {
    sink(static_cast<std::uint64_t>(size));
  } else {
    put_decimal(shortest_decimal(size).result, sink);
  }
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
