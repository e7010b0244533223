// SPDX-License-Identifier: BSL-1.0
//
// Starting values of parameters, the same bits on every target.
//
// A limit or standard deviation √(p/q) is held as an integer mantissa and a power of two, found by long division and an
// integer square root (relative error below 2⁻³⁰, always downwards). A sample is the 64-bit product of that mantissa
// and a random integer, rounded once.
//
// `fan_in` is the number of inputs that one output sums up (dense: inputs; convolution: kernel area times input
// channels), `fan_out` the number of outputs that one input reaches. A fan of 0 counts as 1.
#pragma once

#include "tapeless/target/current.hpp"

#include "tapeless/nn/random.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace initializer {

/// mantissa · 2^-exponent with mantissa in [2³⁰, 2³¹).
struct fixed_root {
  std::uint32_t mantissa;
  int exponent;

  /// The value, rounded once to T.
  template <random::BinaryReal T>
  constexpr T value() const noexcept {
    return random::scaled<T>(mantissa, -exponent);
  }

  friend constexpr bool operator==(fixed_root const&, fixed_root const&) noexcept = default;
};

/// ⌊√value⌋, digit by digit.
constexpr std::uint32_t integer_square_root(std::uint64_t value) noexcept {
  std::uint64_t root = 0;
  for (std::uint64_t digit = std::uint64_t{1} << 62U; digit != 0; digit >>= 2U) {
    bool const fits = value >= root + digit;
    if (fits) value -= root + digit;
    root = (root >> 1U) + (fits ? digit : 0U);
  }
  return static_cast<std::uint32_t>(root);
}

/// √(numerator / denominator), rounded down to 31 significant bits. 1 <= numerator < 2⁶⁰; a denominator of 0 counts as
/// 1; denominator < 2⁶³.
constexpr fixed_root square_root(std::uint64_t numerator, std::uint64_t denominator) noexcept {
  if (denominator == 0) denominator = 1;
  std::uint64_t quotient = numerator / denominator;
  std::uint64_t remainder = numerator % denominator;
  int bits = 0;
  // Long division in base 2 until the quotient is in [2⁶⁰, 2⁶²): then its root has exactly 31 bits. The number of
  // fraction bits must be even for the root to have a whole number of them.
  while (quotient < (std::uint64_t{1} << 60U) || bits % 2 != 0) {
    remainder <<= 1U;
    bool const digit = remainder >= denominator;
    if (digit) remainder -= denominator;
    quotient = (quotient << 1U) | (digit ? 1U : 0U);
    ++bits;
  }
  return {integer_square_root(quotient), bits / 2};
}

/// The uniform distribution on (-limit, limit), symmetric about 0: limit · (2r - (2³² - 1)) / 2³² with r of 32 random
/// bits; one draw a sample. (Rounding to float may reach the limit rounded to float, never more.)
struct uniform_distribution {
  fixed_root limit;

  template <random::BinaryReal T, random::Generator G>
  constexpr T sample(G& generator) const noexcept {
    std::uint32_t const drawn = generator();
    bool const is_negative = drawn < 0x80000000U;
    std::uint32_t const centred = (is_negative ? ~(2 * drawn) : 2 * drawn) | 1U;  // odd: never 0, mean exactly 0
    return random::scaled<T>(std::uint64_t{centred} * limit.mantissa, is_negative, -(limit.exponent + 32));
  }
};

/// The approximately normal distribution with mean 0 (see random::normal_integer: nothing beyond 6 deviations); twelve
/// draws a sample.
struct normal_distribution {
  fixed_root deviation;

  template <random::BinaryReal T, random::Generator G>
  constexpr T sample(G& generator) const noexcept {
    std::int64_t const variate = random::normal_integer(generator);
    return random::scaled<T>(variate * std::int64_t{deviation.mantissa}, -(deviation.exponent + 28));
  }
};

/// The distribution that puts everything on one value; draws nothing.
template <class C>
struct point_distribution {
  C value;

  template <random::BinaryReal T, random::Generator G>
  constexpr T sample(G&) const noexcept {
    return static_cast<T>(value);
  }
};

/// What the initializers share: `sample` draws one value, `fill` an array of them (the same values as repeated
/// `sample`, but the square root is taken only once). Derived has `distribution(fan_in, fan_out)`.
template <class Derived>
struct from_distribution {
  template <class T, random::Generator G>
  constexpr T sample(G& generator, std::uint32_t fan_in, std::uint32_t fan_out) const noexcept {
    return self().distribution(fan_in, fan_out).template sample<T>(generator);
  }

  template <class T, std::size_t Extent, random::Generator G>
  constexpr void fill(std::span<T, Extent> values, G& generator, std::uint32_t fan_in,
                      std::uint32_t fan_out) const noexcept {
    auto const source = self().distribution(fan_in, fan_out);
    for (T& value : values) value = source.template sample<T>(generator);
  }

private:
  constexpr Derived const& self() const noexcept { return static_cast<Derived const&>(*this); }
};

/// U(-a, a) with a = √(6 / fan_in): variance 2 / fan_in, which keeps the variance of activations through layers of
/// rectifiers. Source: K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", ICCV 2015, eq. 10.
struct he : from_distribution<he> {
  static constexpr uniform_distribution distribution(std::uint32_t fan_in, std::uint32_t) noexcept {
    return {square_root(6, fan_in)};
  }
};

/// N(0, 2 / fan_in), approximately. Source: as for he.
struct he_normal : from_distribution<he_normal> {
  static constexpr normal_distribution distribution(std::uint32_t fan_in, std::uint32_t) noexcept {
    return {square_root(2, fan_in)};
  }
};

/// U(-a, a) with a = √(6 / (fan_in + fan_out)): variance 2 / (fan_in + fan_out), a compromise between keeping the
/// variance of activations and that of gradients, for units that are linear about 0 such as tanh.
/// Source: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
/// AISTATS 2010, eq. 16.
struct glorot : from_distribution<glorot> {
  static constexpr uniform_distribution distribution(std::uint32_t fan_in, std::uint32_t fan_out) noexcept {
    return {square_root(6, std::uint64_t{fan_in} + fan_out)};
  }
};

/// N(0, 2 / (fan_in + fan_out)), approximately. Source: as for glorot, eq. 12.
struct glorot_normal : from_distribution<glorot_normal> {
  static constexpr normal_distribution distribution(std::uint32_t fan_in, std::uint32_t fan_out) noexcept {
    return {square_root(2, std::uint64_t{fan_in} + fan_out)};
  }
};

/// U(-a, a) with a = √(3 / fan_in): variance 1 / fan_in.
/// Source: Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", in "Neural Networks: Tricks of the
/// Trade", Springer 1998, section 4.6.
struct lecun : from_distribution<lecun> {
  static constexpr uniform_distribution distribution(std::uint32_t fan_in, std::uint32_t) noexcept {
    return {square_root(3, fan_in)};
  }
};

/// N(0, 1 / fan_in), approximately. Source: as for lecun.
struct lecun_normal : from_distribution<lecun_normal> {
  static constexpr normal_distribution distribution(std::uint32_t fan_in, std::uint32_t) noexcept {
    return {square_root(1, fan_in)};
  }
};

/// Every value 0; for biases. On weights it would leave all units of a layer equal for ever.
struct zeros : from_distribution<zeros> {
  static constexpr point_distribution<int> distribution(std::uint32_t, std::uint32_t) noexcept { return {0}; }
};

/// Every value `value`, rounded to the parameter's type.
template <class C>
struct constant : from_distribution<constant<C>> {
  C value;

  constexpr explicit constant(C c) noexcept : value{c} {}

  constexpr point_distribution<C> distribution(std::uint32_t, std::uint32_t) const noexcept { return {value}; }
};

}  // namespace initializer
}  // namespace TAPELESS_TARGET
}  // namespace tapeless

namespace tapeless::nn {

template <class I, class T>
concept draws_samples = requires(I const& how, random::pcg32& generator, std::uint32_t fan) {
  { how.template sample<T>(generator, fan, fan) } -> std::same_as<T>;
};
template <class I, class T>
concept has_distribution = requires(I const& how, random::pcg32& generator, std::uint32_t fan) {
  { how.distribution(fan, fan).template sample<T>(generator) } -> std::same_as<T>;
};
/// What gives parameters of element type T their starting values: an object with `sample<T>(generator, fan_in,
/// fan_out)`, const, which returns a T, or with `distribution(fan_in, fan_out)`, whose result has
/// `sample<T>(generator)`.
template <class I, class T = float>
concept initializer = draws_samples<I, T> || has_distribution<I, T>;

}  // namespace tapeless::nn

namespace tapeless::error {
template <class Type>
inline constexpr bool no_initializer = false;
}
