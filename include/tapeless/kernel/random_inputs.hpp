// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/random.hpp"
#include "tapeless/plan/elementwise_code.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// What a chain reads for one vector of places, of its random inputs.
template <class V, std::uint32_t Inputs>
struct drawn_numbers {
  V of[Inputs + 1];
};

/// The random inputs of a chain: their numbers for a vector of places, or for two such, which cost as much:
/// neighbouring elements have the words of one pair.
template <plan::elementwise_code Code, lanes_along Along>
class random_inputs {
  static constexpr std::uint32_t inputs = Code.input_count;

public:
  static constexpr bool has(std::size_t input) { return (Code.random >> input & 1u) != 0; }
  /// Whether the vectors of a line, or, samples in the lanes, those of two elements, are drawn two at a time.
  template <class V>
  static constexpr bool in_pairs = Code.random != 0 && lane_count<V> != 1 && Code.columns == 0;

  template <std::uint32_t I, class T>
  TAPELESS_FORCE_INLINE void take(operand<T> const& from) {
    sources.template at<I>().take(from);
  }
  template <class V, std::uint32_t I, class Lanes>
  TAPELESS_FORCE_INLINE V draw(vector_at at, Lanes lanes) const {
    random_source const& source = sources.template at<I>();
    if constexpr (Along == lanes_along::samples) {
      return uniform<V>(source.key, samples<V, I>(at.sample, lanes),
                        same_word<V>(is_per_element(I) ? element_number(at.element) : 0));
    } else {
      return uniform<V>(source.key, samples<V, I>(at.sample, lanes), elements<V, I>(at.element));
    }
  }
  /// Those at `at`, whose element is even, and behind it: one vector further, or one element.
  template <class V, class Lanes>
  TAPELESS_FORCE_INLINE void draw_two(vector_at at, Lanes lanes, drawn_numbers<V, inputs>& first,
                                      drawn_numbers<V, inputs>& second) const {
    unroll<inputs>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      if constexpr (has(I)) {
        random_source const& source = sources.template at<I>();
        auto const pair = is_per_element(I) ? static_cast<std::uint32_t>(at.element >> 1) : 0;
        auto const sample = samples<V, I>(at.sample, lanes);
        if constexpr (Along == lanes_along::samples || !is_per_element(I)) {
          auto const both = random_words(source.key, sample, same_word<V>(pair));
          first.of[I] = number_of_bits<V>(both.first);
          second.of[I] = is_per_element(I) ? number_of_bits<V>(both.second) : first.of[I];
        } else {
          auto const both = random_words(source.key, sample, words_from<V>(pair));
          first.of[I] = number_of_bits<V>(alternating<0>(both.first, both.second));
          second.of[I] = number_of_bits<V>(alternating<lane_count<V> / 2>(both.first, both.second));
        }
      }
    });
  }

private:
  static constexpr bool is_per_element(std::size_t i) { return (Code.per_element >> i & 1u) != 0; }
  static constexpr bool is_per_sample(std::size_t i) { return (Code.per_sample >> i & 1u) != 0; }

  template <class V, std::uint32_t I, class Lanes>
  TAPELESS_FORCE_INLINE words_for<V> samples(std::size_t sample, Lanes lanes) const {
    random_source const& source = sources.template at<I>();
    if constexpr (!is_per_sample(I)) {
      return same_word<V>(source.first);
    } else if constexpr (Along == lanes_along::samples) {
      return source.template numbers<V>(sample, lanes);
    } else {
      return same_word<V>(source.number(sample));
    }
  }
  /// The place of an element row after row.
  TAPELESS_FORCE_INLINE static constexpr std::uint32_t element_number(std::size_t element) {
    auto const at = static_cast<std::uint32_t>(element);
    if constexpr (Code.columns == 0) {
      return at;
    } else {
      return at % Code.leading_dimension * Code.columns + at / Code.leading_dimension;
    }
  }
  template <class V, std::uint32_t I>
  TAPELESS_FORCE_INLINE static words_for<V> elements(std::size_t element) {
    if constexpr (!is_per_element(I)) {
      return same_word<V>(0);
    } else if constexpr (Code.columns == 0) {
      return words_from<V>(static_cast<std::uint32_t>(element));
    } else {
      return each_word<V>(lane_count<V>,
                          [&](std::uint32_t i) TAPELESS_FORCE_INLINE { return element_number(element + i); });
    }
  }
  /// a[First], b[First], a[First + 1], …
  template <std::uint32_t First, class Words>
  TAPELESS_FORCE_INLINE static Words alternating(Words a, Words b) {
    constexpr std::uint32_t lanes = sizeof(Words) / sizeof(std::uint32_t);
    return [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) TAPELESS_FORCE_INLINE {
      return __builtin_shufflevector(a, b, static_cast<int>(First + I / 2 + I % 2 * lanes)...);
    }
    (std::make_integer_sequence<std::uint32_t, lanes>{});
  }

  [[no_unique_address]] random_sources<Code.random == 0 ? 0 : inputs> sources;
};

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
