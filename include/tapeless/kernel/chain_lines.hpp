// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/chain.hpp"
#include "tapeless/kernel/operand.hpp"
#include "tapeless/kernel/several.hpp"
#include "tapeless/target/force_inline.hpp"

#include <array>
#include <bit>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

/// What the inputs of a chain are for `Size` neighbours.
template <class T, std::uint32_t Inputs, std::uint32_t Size>
struct group_read {
  T of[Inputs + 1][Size];
};

/// An attached chain on its way along the elements of one sample, where there are no vectors: neighbours are read and
/// written several at once. Inputs that are lines have groups of registers in their order; a result that takes an
/// input's place has its pointer and its group. Folds, and no function objects: for those g++ would keep the chain in
/// memory, and read it again after each assembly statement.
template <class T, plan::elementwise_code Code, class Attached>
class chain_lines {
  static constexpr std::uint32_t inputs = Code.input_count;
  static constexpr std::uint32_t results = static_cast<std::uint32_t>(std::popcount(Code.stored));
  static constexpr auto each_input = std::make_integer_sequence<std::uint32_t, inputs>{};
  static constexpr auto each_result = std::make_integer_sequence<std::uint32_t, results>{};

public:
  using element = T;
  static constexpr bool calls() { return chain<T, Code>::calls(); }

  TAPELESS_FORCE_INLINE chain_lines(Attached const& given, vector_at from_here) : attached(given), at(from_here) {
    start(each_input, each_result);
  }

  template <std::uint32_t Size>
  TAPELESS_FORCE_INLINE group_read<T, inputs, Size> read_next() {
    group_read<T, inputs, Size> made;
    read_each<Size>(made, each_input);
    return made;
  }
  template <std::uint32_t Size>
  TAPELESS_FORCE_INLINE void compute_next(T const* cores, group_read<T, inputs, Size> const& read) {
    compute_each<Size>(cores, read, each_result, std::make_integer_sequence<std::uint32_t, Size>{});
  }
  /// The next elements, as many as are transferred at once.
  template <std::uint32_t Size>
  TAPELESS_FORCE_INLINE void apply_next(T const* cores) {
    compute_next<Size>(cores, read_next<Size>());
  }
  /// The next elements, any number of them; in a loop where each calls a function.
  template <std::uint32_t Count>
  TAPELESS_FORCE_INLINE void apply(T const* cores) {
    if constexpr (!calls() || Count == 1) {
      apply_groups<Count>(cores, groups_of<T, Count>{});
    } else {
      T held[Count];  // a copy, so that what is counted through is not what was summed up in registers
      store_groups<Count>(cores, held, groups_of<T, Count>{});
      if constexpr (Code.random != 0 || Code.classes != 0 || !has_multiple_transfer<T>) {
        for (std::size_t i = 0; i < Count; ++i) apply_next<1>(held + i);
      } else {
        apply_in_turn<Count>(held, each_input, each_result);
      }
    }
  }

private:
  static constexpr bool is_random(std::uint32_t i) { return (Code.random >> i & 1u) != 0; }
  static constexpr bool is_line(std::uint32_t i) { return (Code.per_element >> i & 1u) != 0 && !is_random(i); }
  /// The input whose place a result takes, or `inputs`; the result that takes an input's place, or `results`.
  static constexpr std::uint32_t replaced(std::uint32_t by_result) {
    std::uint32_t const known = Code.in_place >> (4 * by_result) & 15u;
    return known == 0 ? inputs : known - 1;
  }
  static constexpr std::uint32_t replacing(std::uint32_t of_input) {
    std::uint32_t which = 0;
    while (which < results && replaced(which) != of_input) ++which;
    return which;
  }
  /// The group of registers that an input goes through, and a result.
  static constexpr std::uint32_t group_of_input(std::uint32_t i) {
    std::uint32_t before = 0;
    for (std::uint32_t other = 0; other < i; ++other) before += is_line(other) ? 1u : 0u;
    return before;
  }
  static constexpr std::uint32_t group_of_result(std::uint32_t o) {
    return replaced(o) < inputs ? group_of_input(replaced(o)) : o;
  }
  template <std::uint32_t G>
  using group = std::conditional_t<G == 0, first_group, std::conditional_t<G == 1, second_group, third_group>>;

  template <std::uint32_t... In, std::uint32_t... Out>
  TAPELESS_FORCE_INLINE void start(std::integer_sequence<std::uint32_t, In...>,
                                   std::integer_sequence<std::uint32_t, Out...>) {
    (start_input<In>(), ...);
    ((to[Out] = start_of_line<T>(attached.template address<Out>(at))), ...);
  }
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE void start_input() {
    if constexpr (is_line(I) && replacing(I) == results)
      from[I] = start_of_line<T>(attached.template line_of<I>(at.sample) + at.element);
  }

  template <std::uint32_t Size, std::uint32_t... In>
  TAPELESS_FORCE_INLINE void read_each(group_read<T, inputs, Size>& made, std::integer_sequence<std::uint32_t, In...>) {
    (read_group<In, Size>(made.of[In]), ...);
  }
  template <std::uint32_t I, std::uint32_t Size>
  TAPELESS_FORCE_INLINE void read_group(T* read) {
    if constexpr (!is_line(I)) {
      unroll<Size>([&]<std::uint32_t E>() TAPELESS_FORCE_INLINE { read[E] = attached.template number_of<I>(at, E); });
    } else if constexpr (replacing(I) < results) {
      load_group_in_place<Size, group<group_of_input(I)>>(read, to[replacing(I)]);
    } else {
      load_group<Size, group<group_of_input(I)>>(read, from[I]);
    }
  }
  template <std::uint32_t Size, std::uint32_t... Out, std::uint32_t... E>
  TAPELESS_FORCE_INLINE void compute_each(T const* cores, group_read<T, inputs, Size> const& read,
                                          std::integer_sequence<std::uint32_t, Out...>,
                                          std::integer_sequence<std::uint32_t, E...>) {
    T made[results][Size];
    (compute_one<E, Size>(made, cores, read, each_input, each_result), ...);
    (store_group<Size, group<group_of_result(Out)>>(made[Out], to[Out]), ...);
    at.element += Size;
  }
  template <std::uint32_t E, std::uint32_t Size, std::uint32_t... In, std::uint32_t... Out>
  TAPELESS_FORCE_INLINE static void
  compute_one(T (&made)[results][Size], T const* cores, group_read<T, inputs, Size> const& read,
              std::integer_sequence<std::uint32_t, In...>, std::integer_sequence<std::uint32_t, Out...>) {
    T input[inputs + 1]{read.of[In][E]...};
    chain<T, Code> computed(cores[E], input);
    ((made[Out][E] = computed.result[stored_result(Code, Out)]), ...);
  }

  template <std::uint32_t Count, std::uint32_t... G>
  TAPELESS_FORCE_INLINE void apply_groups(T const* cores, std::integer_sequence<std::uint32_t, G...>) {
    (apply_next<size_of_group<T, Count, G>>(cores + first_of_group<T>(Count, G)), ...);
  }
  template <std::uint32_t Count, std::uint32_t... In, std::uint32_t... Out>
  TAPELESS_FORCE_INLINE void apply_in_turn(T const* cores, std::integer_sequence<std::uint32_t, In...>,
                                           std::integer_sequence<std::uint32_t, Out...>) {
    compute_line(Count, cores, std::array<T*, results>{to[Out]...}, each_input, each_result, line_or_number<In>()...);
    at.element += Count;
    (move_input<In>(Count), ...);
    ((to[Out] += Count), ...);
  }
  /// A function of its own, so that where it is in its lines stays in registers that the functions it calls preserve.
  template <std::uint32_t... In, std::uint32_t... Out, class... Read>
  [[gnu::noinline]] static void compute_line(std::size_t count, T const* cores, std::array<T*, results> to_lines,
                                             std::integer_sequence<std::uint32_t, In...>,
                                             std::integer_sequence<std::uint32_t, Out...>, Read... read) {
    do {
      T input[inputs + 1]{next_of(read)...};
      chain<T, Code> computed(*cores++, input);
      ((*to_lines[Out]++ = computed.result[stored_result(Code, Out)]), ...);
    } while (--count != 0);
  }
  TAPELESS_FORCE_INLINE static T next_of(T const*& line) { return *line++; }
  TAPELESS_FORCE_INLINE static T next_of(T& number) { return number; }
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE auto line_or_number() const {
    if constexpr (!is_line(I)) {
      return attached.template number_of<I>(at, 0);
    } else if constexpr (replacing(I) < results) {
      return static_cast<T const*>(to[replacing(I)]);
    } else {
      return from[I];
    }
  }
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE void move_input(std::size_t count) {
    if constexpr (is_line(I) && replacing(I) == results) from[I] += count;
  }

  Attached const& attached;
  vector_at at;
  T const* from[inputs + 1];
  T* to[results];
};

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
