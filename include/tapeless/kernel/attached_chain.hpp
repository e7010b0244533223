// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/chain.hpp"
#include "tapeless/kernel/chain_lines.hpp"
#include "tapeless/kernel/one_hot.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/kernel/random_inputs.hpp"
#include "tapeless/target/force_inline.hpp"

#include <bit>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// A chain with what it reads and where its results go. What is the same for all elements of all samples is read once,
/// before anything is written: it stays in a register where the compiler cannot know that no result overwrites it.
template <class T, plan::elementwise_code Code, lanes_along Along = lanes_along::elements>
class attached_chain {
public:
  static constexpr std::uint32_t inputs = Code.input_count;
  static constexpr std::uint32_t results = static_cast<std::uint32_t>(std::popcount(Code.stored));
  static constexpr bool calls() { return chain<T, Code>::calls(); }
  /// Whether copies of the chain cost more than a loop.
  static constexpr bool is_expensive = kernel::is_expensive(Code);

  TAPELESS_FORCE_INLINE attached_chain(target<T> const (&to)[results], operand<T> const (&from)[inputs + 1]) {
    unroll<results>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      out[I].data = to[I].data;  // field by field: g++ keeps structures that are copied whole in memory at −Os
      out[I].stride = to[I].stride;
    });
    unroll<inputs>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      if constexpr (is_random(I)) {
        random.template take<I>(from[I]);
      } else if constexpr (is_per_sample(I)) {
        in[I].data = from[I].data;
        in[I].stride = from[I].stride;
        in[I].index = from[I].index;
      } else {
        in[I].data = from[I].sample(0);
        if constexpr (!is_per_element(I)) number[I] = *in[I].data;
      }
    });
  }

  /// Computes the elements from `element` on of a sample (or an element of the samples from `sample` on), one for each
  /// lane, and stores what is to be stored. All is read before anything is written: a result may take an input's place.
  template <class V, class Lanes, class... Drawn>
  TAPELESS_FORCE_INLINE void operator()(V const& core, vector_at at, Lanes lanes, Drawn const&... drawn) const {
    chain<V, Code> const computed = compute(core, at, lanes, drawn...);
    unroll<results>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      store(computed.result[stored_result(Code, I)], address<I>(at), lanes_of_result<I>(lanes));
    });
  }

  /// The same at two places, `at` and behind it: one vector further, or, samples in the lanes, one element. Random
  /// numbers of both cost as much as of one.
  template <class V, class First, class Second>
  TAPELESS_FORCE_INLINE void at_two(V const& core, V const& next, vector_at at, First lanes,
                                    Second lanes_of_next) const {
    constexpr bool across = Along == lanes_along::samples;
    vector_at const behind{at.sample, at.element + (across ? 1 : lane_count<V>)};
    if constexpr (random_numbers::template in_pairs<V>) {
      if (at.element % 2 == 0) {
        drawn_numbers<V, inputs> first, second;
        random.draw_two(at, lanes, first, second);
        (*this)(core, at, lanes, first);
        return (*this)(next, behind, lanes_of_next, second);
      }
    }
    (*this)(core, at, lanes);
    (*this)(next, behind, lanes_of_next);
  }

  /// The same for a tile of `Packs` vectors by `Lines`, the last vector of each line in `lanes`; `at(line)` tells where
  /// a line begins and `step` how far the vectors of a line are apart (element and sample). All is read before anything
  /// is written where one result makes that possible: a read close behind a masked write has to wait until that is done
  /// (3 times the time of an update of 10 rows). Chains with elementary functions are a loop: unrolled, they would be
  /// copied for every vector and cost most of the compile time.
  template <std::uint32_t Packs, std::uint32_t Lines, class V, class At, class Lanes>
  TAPELESS_FORCE_INLINE void apply(V const* cores, At const& at, vector_at step, Lanes lanes) const {
    if constexpr (!targets::current.has_vectors() && Lines == 1) {
      lines_from(at(0)).template apply<Packs>(cores);
    } else if constexpr (is_expensive && Packs * Lines > (random_numbers::template in_pairs<V> ? 1 : 4)) {
      V buffer[Packs * Lines];
      copy_each(buffer, cores, std::make_integer_sequence<std::uint32_t, Packs * Lines>{});
      vector_at lines[Lines];
      for (std::size_t l = 0; l < Lines; ++l) lines[l] = at(l);
      apply_in_loop(buffer, lines, Packs, Lines, step, lanes);
    } else {
      apply_each<Packs>(cores, at, step, lanes, std::make_integer_sequence<std::uint32_t, Packs * Lines>{});
    }
  }

  /// Where there are no vectors: the chain on its way along the elements of a sample, from `at` on.
  TAPELESS_FORCE_INLINE auto lines_from(vector_at at) const { return chain_lines<T, Code, attached_chain>(*this, at); }

  /// Where the numbers of a sample are.
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE T const* line_of(std::size_t sample) const {
    if constexpr (is_per_sample(I)) {
      return in[I].sample(sample);
    } else {
      return in[I].data;
    }
  }
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE T* address(vector_at at) const {
    return Along == lanes_along::samples ? out[I].data + at.element * step_of(out[I].stride) + at.sample
                                         : out[I].sample(at.sample) + at.element;
  }
  /// An input that is no line, `behind` elements behind a place: the same number for all of them, or one that is made
  /// for each.
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE T number_of(vector_at at, std::size_t behind) const {
    if constexpr (is_random(I)) {
      return random.template draw<T, I>(vector_at{at.sample, at.element + behind}, all_lanes{});
    } else if constexpr (is_class(I)) {
      return one_hot_from<T>(number_of_sample<I>(at.sample), at.element + behind);
    } else {
      return number_of_sample<I>(at.sample);
    }
  }

  /// How many numbers of the first result lie before the boundary of a vector.
  TAPELESS_FORCE_INLINE std::size_t numbers_before_boundary() const {
    constexpr std::size_t bytes = register_width<T> * sizeof(T);
    return (bytes - reinterpret_cast<std::uintptr_t>(out[0].data) % bytes) % bytes / sizeof(T);
  }

  /// Where no input's samples are chosen by a list, the compiler need not ask.
  TAPELESS_FORCE_INLINE void forget_lists() {
    unroll<inputs>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { in[I].index = nullptr; });
  }

  /// Whether the samples of everything that has one number for each element lie one after the other, and all else is
  /// the same for all samples: then all samples are one line.
  constexpr bool is_one_line(std::uint32_t size) const {
    for (std::size_t i = 0; i < inputs; ++i) {
      if (is_random(i) || is_class(i) || is_per_element(i) != is_per_sample(i)) return false;
      if (is_per_element(i) && (in[i].index != nullptr || in[i].stride != static_cast<std::ptrdiff_t>(size)))
        return false;
    }
    return true;
  }

private:
  using random_numbers = random_inputs<Code, Along>;

  template <class V, std::uint32_t... I>
  TAPELESS_FORCE_INLINE static void copy_each(V* to, V const* from, std::integer_sequence<std::uint32_t, I...>) {
    ((to[I] = from[I]), ...);
  }
  /// A function of its own: all tiles of a kernel share it.
  template <class V, class Lanes>
  [[gnu::noinline]] void apply_in_loop(V const* cores, vector_at const* lines, std::size_t packs, std::size_t count,
                                       vector_at step, Lanes lanes) const {
    constexpr bool is_whole = std::is_same_v<Lanes, all_lanes>;
    if constexpr (random_numbers::template in_pairs<V>) return apply_in_pairs(cores, lines, packs, count, step, lanes);
    for (std::size_t l = 0; l < count; ++l) {
      for (std::size_t p = 0; p + (is_whole ? 0 : 1) < packs; ++p)
        (*this)(cores[l * packs + p], lines[l].moved(step, p), all_lanes{});
      if constexpr (!is_whole) (*this)(cores[l * packs + packs - 1], lines[l].moved(step, packs - 1), lanes);
    }
  }
  /// Two vectors of a line at a time, or those of two lines, which are neighbouring elements.
  template <class V, class Lanes>
  TAPELESS_FORCE_INLINE void apply_in_pairs(V const* cores, vector_at const* lines, std::size_t packs,
                                            std::size_t count, vector_at step, Lanes lanes) const {
    constexpr bool across = Along == lanes_along::samples;
    for (std::size_t l = 0; l < count; l += across ? 2 : 1)
      for (std::size_t p = 0; p < packs; p += across ? 1 : 2) {
        V const* const core = cores + l * packs + p;
        vector_at const at = lines[l].moved(step, p);
        bool const is_last = p + (across ? 1 : 2) >= packs;
        if ((across ? l : p) + 1 == (across ? count : packs))
          is_last ? (*this)(core[0], at, lanes) : (*this)(core[0], at, all_lanes{});
        else if constexpr (across)
          is_last ? at_two(core[0], core[packs], at, lanes, lanes)
                  : at_two(core[0], core[packs], at, all_lanes{}, all_lanes{});
        else
          is_last ? at_two(core[0], core[1], at, all_lanes{}, lanes)
                  : at_two(core[0], core[1], at, all_lanes{}, all_lanes{});
      }
  }
  template <std::uint32_t Packs, class V, class At, class Lanes, std::uint32_t... I>
  TAPELESS_FORCE_INLINE void apply_each(V const* cores, At const& at, vector_at step, Lanes lanes,
                                        std::integer_sequence<std::uint32_t, I...>) const {
    if constexpr (results == 1) {
      V const made[sizeof...(I)]{
          compute(cores[I], at(I / Packs).moved(step, I % Packs), lanes_if_last<I % Packs == Packs - 1>(lanes))
              .result[stored_result(Code, 0)]...};
      (store(made[I], address<0>(at(I / Packs).moved(step, I % Packs)),
             lanes_of_result<0>(lanes_if_last<I % Packs == Packs - 1>(lanes))),
       ...);
    } else {
      ((*this)(cores[I], at(I / Packs).moved(step, I % Packs), lanes_if_last<I % Packs == Packs - 1>(lanes)), ...);
    }
  }
  /// An input that is one number for each sample, or for all.
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE T number_of_sample(std::size_t sample) const {
    if constexpr (is_per_sample(I)) {
      return *in[I].sample(sample);
    } else {
      return number[I];
    }
  }
  /// A call, and no fold: clang judges a fold of nothing in a branch that is not taken.
  template <std::uint32_t I, class Drawn>
  static TAPELESS_FORCE_INLINE auto number_of(Drawn const& drawn) {
    return drawn.of[I];
  }
  template <class V, class Lanes, class... Drawn>
  TAPELESS_FORCE_INLINE chain<V, Code> compute(V const& core, vector_at at, Lanes lanes, Drawn const&... drawn) const {
    V input[inputs + 1];
    unroll<inputs>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE {
      if constexpr (is_random(I) && sizeof...(Drawn) != 0) {
        input[I] = number_of<I>(drawn...);
      } else if constexpr (is_random(I)) {
        input[I] = random.template draw<V, I>(at, lanes);
      } else if constexpr (is_class(I) && Along == lanes_along::samples && is_per_sample(I)) {
        input[I] = one_hot_across(load<V>(in[I].data + at.sample, lanes), at.element);
      } else if constexpr (is_class(I) && Along == lanes_along::samples) {
        input[I] = one_hot_across(V(number[I]), at.element);
      } else if constexpr (is_class(I)) {
        input[I] = one_hot_from<V>(number_of_sample<I>(at.sample), at.element);
      } else if constexpr (Along == lanes_along::samples && is_per_sample(I)) {
        input[I] =
            load<V>(in[I].data + (is_per_element(I) ? at.element * step_of(in[I].stride) : 0) + at.sample, lanes);
      } else if constexpr (Along == lanes_along::samples && is_per_element(I)) {
        input[I] = V(in[I].data[at.element]);
      } else if constexpr (is_per_element(I)) {
        input[I] =
            load<V>(line_of<I>(at.sample) + at.element, with_room<(Code.room_behind_input >> I & 1) != 0>(lanes));
      } else {
        input[I] = V(number_of_sample<I>(at.sample));
      }
    });
    return chain<V, Code>(core, input);
  }
  template <std::uint32_t I, class Lanes>
  TAPELESS_FORCE_INLINE static constexpr auto lanes_of_result(Lanes lanes) {
    return with_room<(Code.room_behind_result >> I & 1) != 0>(lanes);
  }
  static constexpr std::size_t step_of(std::ptrdiff_t stride) { return static_cast<std::size_t>(stride); }
  static constexpr bool is_per_element(std::size_t i) { return (Code.per_element >> i & 1u) != 0; }
  static constexpr bool is_per_sample(std::size_t i) { return (Code.per_sample >> i & 1u) != 0; }
  static constexpr bool is_random(std::size_t i) { return random_numbers::has(i); }
  static constexpr bool is_class(std::size_t i) { return (Code.classes >> i & 1u) != 0; }
  target<T> out[results];
  operand<T> in[inputs + 1];
  T number[inputs + 1];
  [[no_unique_address]] random_numbers random;
};

/// How kernels are told where a chain's results go and where its inputs are.
template <class T, plan::elementwise_code Code>
using results_of = target<T> const (&)[attached_chain<T, Code>::results];
template <class T, plan::elementwise_code Code>
using inputs_of = operand<T> const (&)[Code.input_count + 1];

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
