// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/lanes.hpp"
#include "tapeless/target/force_inline.hpp"

/// Neighbouring numbers to and from registers of their own, several at once. Arm's floating-point units have
/// instructions for it, which g++ 12 does not find; without them half of what a product executes are loads.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

using isa::first_group, isa::second_group, isa::third_group;

template <class T>
inline constexpr bool has_multiple_transfer = requires(T* to, T const* from) {
  isa::load_next<8, true>(first_group{}, to, from);
  isa::store_next<8>(first_group{}, from, to);
};

/// Four numbers as a vector, on targets that have those although their kernels take numbers one by one.
template <class T>
struct four_of {
  typedef T type __attribute__((vector_size(4 * sizeof(T))));
};
template <class T>
inline constexpr bool has_fours = requires(typename four_of<T>::type four, T const* from, T* to) {
  isa::load_four(four, from);
  isa::store_four(four, to);
};

/// How many of the numbers from number `at` of `count` on are transferred at once.
template <class T>
constexpr std::uint32_t transferred(std::uint32_t at, std::uint32_t count, std::uint32_t most = 8) {
  std::uint32_t const left = count - at < most ? count - at : most;
  return !has_multiple_transfer<T> || left < 2 ? 1 : left < 4 ? 2 : left < 8 ? 4 : 8;
}

/// Groups of neighbours that together are `count` numbers: how many, and the first number of one of them.
template <class T>
constexpr std::uint32_t first_of_group(std::uint32_t count, std::uint32_t which) {
  std::uint32_t first = 0;
  for (; which != 0; --which) first += transferred<T>(first, count);
  return first;
}
template <class T>
constexpr std::uint32_t count_of_groups(std::uint32_t count) {
  std::uint32_t groups = 0;
  while (first_of_group<T>(count, groups) < count) ++groups;
  return groups;
}
template <class T, std::uint32_t Count, std::uint32_t Which>
inline constexpr std::uint32_t size_of_group = transferred<T>(first_of_group<T>(Count, Which), Count);
/// The numbers of the groups, for folds: of function objects g++ would keep in memory what they refer to, and read it
/// again after each assembly statement.
template <class T, std::uint32_t Count>
using groups_of = std::make_integer_sequence<std::uint32_t, count_of_groups<T>(Count)>;

/// Reads or writes `Count` numbers, as many as are transferred at once, and moves the pointer behind them.
template <std::uint32_t Count, class Group = first_group, class T>
TAPELESS_FORCE_INLINE inline void load_group(T* to, T const*& from) {
  if constexpr (Count == 1) {
    *to = *from++;
  } else {
    isa::load_next<Count, true>(Group{}, to, from);
  }
}
/// Reads them and leaves the pointer: what is written next takes their place.
template <std::uint32_t Count, class Group = first_group, class T>
TAPELESS_FORCE_INLINE inline void load_group_in_place(T* to, T const* from) {
  if constexpr (Count == 1) {
    *to = *from;
  } else {
    isa::load_next<Count, false>(Group{}, to, from);
  }
}
template <std::uint32_t Count, class Group = first_group, class T>
TAPELESS_FORCE_INLINE inline void store_group(T const* values, T*& to) {
  if constexpr (Count == 1) {
    *to++ = *values;
  } else {
    isa::store_next<Count>(Group{}, values, to);
  }
}

/// A pointer that is going to run along a line, in a register of its own: one that a large function has used before
/// would stay where it was, on its stack.
template <class T, class Pointer>
TAPELESS_FORCE_INLINE inline Pointer start_of_line(Pointer line) {
  if constexpr (has_multiple_transfer<T>) asm("" : "+r"(line));
  return line;
}

/// One turn less, of a loop that counts down in a register: a bound that a large function keeps on its stack is read
/// once more in each turn.
template <class T>
TAPELESS_FORCE_INLINE inline std::size_t one_less(std::size_t turns) {
  if constexpr (has_multiple_transfer<T>) asm("" : "+r"(turns));
  return turns - 1;
}

/// Writes `Count` numbers one behind the other, from registers that nothing is read into: sums are where they are
/// written from, and need not be moved.
template <std::uint32_t Count, class T, std::uint32_t... G>
TAPELESS_FORCE_INLINE inline void store_groups(T const* values, T* to, std::integer_sequence<std::uint32_t, G...>) {
  (store_group<size_of_group<T, Count, G>, std::conditional_t<G % 2 == 0, second_group, third_group>>(
       values + first_of_group<T>(Count, G), to),
   ...);
}

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
