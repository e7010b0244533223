// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/structural.hpp"

#include <cstdint>
#include <utility>

/// Random numbers as a function of what they are for, by a generator without memory: Threefry-2x32, a keyed bijection
/// of pairs of 32-bit words made of additions, rotations and exclusive ors, which small cores have and vectors of words
/// too. Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3"
/// (SC 2011); it is JAX's.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace ops {

template <class Word>
struct two_words {
  Word first;
  Word second;
};
using random_key = two_words<std::uint32_t>;

constexpr two_words<std::uint32_t> words_of(std::uint64_t integer) {
  return {static_cast<std::uint32_t>(integer), static_cast<std::uint32_t>(integer >> 32)};
}

inline constexpr int threefry_rotations[]{13, 15, 26, 6, 17, 29, 16, 24};

/// Round number i: words are 32-bit integers, or vectors of such.
template <class Word>
TAPELESS_FORCE_INLINE constexpr void threefry_round(std::uint32_t i, std::uint32_t const (&key)[3],
                                                    two_words<Word>& x) {
  int const by = threefry_rotations[i % 8];
  x.first = x.first + x.second;
  x.second = ((x.second << by) | (x.second >> (32 - by))) ^ x.first;
  if (i % 4 == 3) {
    std::uint32_t const injection = i / 4 + 1;
    x.first = x.first + key[injection % 3];
    x.second = x.second + (key[(injection + 1) % 3] + injection);
  }
}
template <class Word>
TAPELESS_FORCE_INLINE constexpr void threefry_begins(std::uint32_t const (&key)[3], two_words<Word>& x) {
  x.first = x.first + key[0];
  x.second = x.second + key[1];
}
struct threefry_keys {
  std::uint32_t each[3];
  TAPELESS_FORCE_INLINE constexpr explicit threefry_keys(random_key key)
      : each{key.first, key.second, 0x1BD11BDAu ^ key.first ^ key.second} {}
};
/// Where code has to be small: one function for all.
[[gnu::noinline]] constexpr random_key threefry_in_a_loop(random_key key, random_key counter, std::uint32_t rounds) {
  threefry_keys const keys(key);
  threefry_begins(keys.each, counter);
  for (std::uint32_t i = 0; i < rounds; ++i) threefry_round(i, keys.each, counter);
  return counter;
}
template <std::uint32_t Rounds, class Word>
TAPELESS_FORCE_INLINE constexpr two_words<Word> threefry(random_key key, two_words<Word> counter) {
  if constexpr (targets::current.prefers_small_code && std::is_same_v<Word, std::uint32_t>) {
    return threefry_in_a_loop(key, counter, Rounds);
  } else {
    threefry_keys const keys(key);
    threefry_begins(keys.each, counter);
    [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
      (threefry_round(I, keys.each, counter), ...);
    }
    (std::make_integer_sequence<std::uint32_t, Rounds>{});
    return counter;
  }
}

/// Rounds for keys, of which there is one in a run, and for numbers, of which there is one for each two elements: 20
/// are what the authors recommend and JAX takes. 13, the fewest for which they publish known answers, are for numbers:
/// a digits step with dropout takes 1.42 times as long as without (AVX2), with 20 rounds 1.59 times.
inline constexpr std::uint32_t rounds_of_keys = 20;
inline constexpr std::uint32_t rounds_of_numbers = 13;

/// The key of a stream in a step: streams are told apart by the hashes of their names.
constexpr random_key key_of(std::uint64_t seed, std::uint64_t stream, std::uint64_t step) {
  return threefry<rounds_of_keys>(threefry<rounds_of_keys>(words_of(seed), words_of(stream)), words_of(step));
}

/// 24 random bits: all that a float holds. The sample's number is that in the data, the element's its place row after
/// row. Neither says where they are computed. Two neighbours have the words of one pair.
constexpr std::uint32_t random_bits(random_key key, std::uint32_t sample, std::uint32_t element) {
  two_words<std::uint32_t> const both =
      threefry<rounds_of_numbers>(key, two_words<std::uint32_t>{sample, element >> 1});
  return (element & 1 ? both.second : both.first) >> 8;
}
inline constexpr double random_unit = 0x1p-24;

/// Parts of 24, 24 and 16 bits, the lowest first (expr/integer_state.hpp), as an integer; what is none counts as 0. By
/// way of 32 bits: to 64 bits, devices without double arithmetic go through it.
template <class T>
constexpr std::uint64_t integer_of_parts(T const* parts) {
  auto const part = [&](std::uint32_t nth) {
    bool const is_one = parts[nth] >= T{0} && parts[nth] < static_cast<T>(0x1p24);
    return is_one ? static_cast<std::uint64_t>(static_cast<std::uint32_t>(parts[nth])) : std::uint64_t{0};
  };
  return part(0) | part(1) << 24 | part(2) << 48;
}

/// Uniform in [0, 1): k·2⁻²⁴ with 24 random bits k, in double too. Operands are the seed and the number of the step;
/// the stream is the node's detail, and its value 1 where samples have numbers of their own. A datum, without
/// derivative, at the price of 75 operations of integers.
template <>
struct record<op::random> : structural<family::source, 75> {
  static constexpr notation written{"random", R"(\operatorname{random})", {}};
  static constexpr std::uint32_t constant_operands = 0b11;
  static constexpr c_function c99{
      "random_number",
      "/* 24 of the bits of a pair of words that belong to a sample and two neighbouring elements */\n"
      "static $ random_number(uint32_t const* key, uint32_t sample, uint32_t element) {\n"
      "  uint32_t x[2] = {sample, element >> 1};\n"
      "  threefry(key, x, 13);\n"
      "  return ($)(x[element & 1] >> 8) * ($)(1.0 / 16777216);\n"
      "}\n",
      "/* Threefry-2x32 (Salmon et al. 2011) */\n"
      "static void threefry(uint32_t const* key, uint32_t* x, int rounds) {\n"
      "  static int const by[8] = {13, 15, 26, 6, 17, 29, 16, 24};\n"
      "  uint32_t const keys[3] = {key[0], key[1], 0x1BD11BDAu ^ key[0] ^ key[1]};\n"
      "  x[0] += keys[0];\n"
      "  x[1] += keys[1];\n"
      "  for (int i = 0; i < rounds; ++i) {\n"
      "    x[0] += x[1];\n"
      "    x[1] = (x[1] << by[i % 8] | x[1] >> (32 - by[i % 8])) ^ x[0];\n"
      "    if (i % 4 != 3) continue;\n"
      "    x[0] += keys[(i / 4 + 1) % 3];\n"
      "    x[1] += keys[(i / 4 + 2) % 3] + (uint32_t)(i / 4 + 1);\n"
      "  }\n"
      "}\n",
      "/* the key of a stream; seed and step are integers in parts of 24, 24 and 16 bits */\n"
      "static void random_words($ const* parts, uint32_t* x) {\n"
      "  uint32_t each[3];\n"
      "  for (int i = 0; i < 3; ++i) each[i] = parts[i] >= 0 && parts[i] < 16777216 ? (uint32_t)parts[i] : 0;\n"
      "  x[0] = each[0] | each[1] << 24;\n"
      "  x[1] = each[1] >> 8 | each[2] << 16;\n"
      "}\n"
      "static void random_key($ const* seed, uint32_t high, uint32_t low, $ const* step, uint32_t* key) {\n"
      "  uint32_t seeds[2], stream[2] = {low, high};\n"
      "  random_words(seed, seeds);\n"
      "  threefry(seeds, stream, 20);\n"
      "  random_words(step, key);\n"
      "  threefry(stream, key, 20);\n"
      "}\n"};

  template <class T>
  static constexpr void value(random_key key, matrix<T> y, std::uint32_t sample) {
    for (std::uint32_t i = 0; i < y.shape.rows; ++i)
      for (std::uint32_t j = 0; j < y.shape.columns; ++j) {
        std::uint32_t const bits = random_bits(key, sample, i * y.shape.columns + j);
        y(i, j) = static_cast<T>(static_cast<std::int32_t>(bits)) * static_cast<T>(random_unit);
      }
  }
};

}  // namespace ops
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
