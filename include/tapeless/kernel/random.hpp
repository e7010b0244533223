// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/lanes.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/ops/random.hpp"
#include "tapeless/target/force_inline.hpp"

/// Random numbers in kernels: computed where they are read, from what they are for.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// What an operand is that no memory holds: the key of a stream in this run, and the numbers of the samples. It goes
/// the way of other operands, to kernels that know it is one.
struct alignas(8) random_stream {
  ops::random_key key;
};
template <class T>
TAPELESS_FORCE_INLINE inline operand<T> random_operand(random_stream const& stream, std::uint32_t first_sample,
                                                       std::uint32_t const* rows) {
  return {reinterpret_cast<T const*>(&stream), static_cast<std::ptrdiff_t>(first_sample), rows};
}

/// 32-bit words in the lanes of numbers.
template <class V>
struct words_of_lanes {
  using type = std::uint32_t;
};
template <class T, std::uint32_t N>
struct words_of_lanes<pack<T, N>> {
  using type = lanes_of<std::uint32_t, N>;
};
template <class V>
using words_for = typename words_of_lanes<V>::type;

template <class V>
TAPELESS_FORCE_INLINE inline words_for<V> same_word(std::uint32_t word) {
  return words_for<V>{} + word;
}
/// word, word + 1, …
template <class V>
TAPELESS_FORCE_INLINE inline words_for<V> words_from(std::uint32_t word) {
  if constexpr (lane_count<V> == 1) {
    return word;
  } else {
    return [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
      return words_for<V>{I...} + word;
    }
    (std::make_integer_sequence<std::uint32_t, lane_count<V>>{});
  }
}
/// f(0), f(1), …
template <class V, class F>
TAPELESS_FORCE_INLINE inline words_for<V> each_word(std::uint32_t count, F const& f) {
  if constexpr (lane_count<V> == 1) {
    return f(0);
  } else {
    words_for<V> made{};
    for (std::uint32_t i = 0; i < count; ++i) made[i] = f(i);
    return made;
  }
}

/// 24 bits of each word as a number in [0, 1), exact.
template <class V>
TAPELESS_FORCE_INLINE inline V number_of_bits(words_for<V> words) {
  using T = math::element_t<V>;
  constexpr T unit = static_cast<T>(ops::random_unit);
  if constexpr (lane_count<V> == 1) {
    return static_cast<T>(static_cast<std::int32_t>(words >> 8)) * unit;
  } else {
    auto const bits = __builtin_bit_cast(lanes_of<std::int32_t, lane_count<V>>, words >> 8);
    return V(__builtin_convertvector(bits, lanes_of<T, lane_count<V>>)) * V(unit);
  }
}
template <class Word>
TAPELESS_FORCE_INLINE inline ops::two_words<Word> random_words(ops::random_key key, Word sample, Word pair) {
  return ops::threefry<ops::rounds_of_numbers>(key, ops::two_words<Word>{sample, pair});
}
/// The numbers of the element in each lane; of two neighbours, which have the words of one pair, each takes its own.
template <class T>
[[gnu::noinline]] T called_uniform(ops::random_key key, std::uint32_t sample, std::uint32_t element) {
  return number_of_bits<T>(ops::random_bits(key, sample, element) << 8);
}
template <class V>
TAPELESS_FORCE_INLINE inline V uniform(ops::random_key key, words_for<V> sample, words_for<V> element) {
  if constexpr (lane_count<V> == 1 && targets::current.prefers_small_code) {
    return called_uniform<V>(key, sample, element);
  } else {
    auto const both = random_words(key, sample, element >> 1);
    return number_of_bits<V>((element & 1) != 0 ? both.second : both.first);
  }
}

/// A stream as a chain reads it: samples are numbered by the rows that were chosen, or as they lie.
struct random_source {
  ops::random_key key;
  std::uint32_t first;
  std::uint32_t const* rows;

  template <class T>
  TAPELESS_FORCE_INLINE void take(operand<T> const& from) {
    key = reinterpret_cast<random_stream const*>(from.data)->key;
    first = static_cast<std::uint32_t>(from.stride);
    rows = from.index;
  }
  TAPELESS_FORCE_INLINE std::uint32_t number(std::size_t sample) const {
    return first + (rows == nullptr ? static_cast<std::uint32_t>(sample) : rows[sample]);
  }
  template <class V, class Lanes>
  TAPELESS_FORCE_INLINE words_for<V> numbers(std::size_t sample, Lanes lanes) const {
    if (rows == nullptr) return words_from<V>(first + static_cast<std::uint32_t>(sample));
    std::uint32_t count = lane_count<V>;
    if constexpr (requires { lanes.count; }) count = static_cast<std::uint32_t>(lanes.count);
    return each_word<V>(count, [&](std::uint32_t i) TAPELESS_FORCE_INLINE { return number(sample + i); });
  }
};

/// The streams of a chain, by the number of the input.
template <std::uint32_t Inputs>
class random_sources {
  random_source each[Inputs];

public:
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE random_source& at() {
    return each[I];
  }
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE random_source const& at() const {
    return each[I];
  }
};
template <>
class random_sources<0> {
public:
  template <std::uint32_t I>
  random_source& at() const;  // not called
};

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
