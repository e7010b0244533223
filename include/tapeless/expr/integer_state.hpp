// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/structure.hpp"
#include "tapeless/ops/random.hpp"

#include <cstdint>

/// Integers of 64 bits that a program keeps from run to run: a step counter, a seed. Memory is numbers of the program's
/// type, and a float stops counting at 2²⁴, so such an integer is a state of three numbers: its parts of 24, 24 and 16
/// bits, the lowest first, each exact in float. Zeros are the integer 0.
namespace tapeless {

/// An integer of 64 bits that a program keeps from run to run, in three numbers; `value_of` and `successor` are
/// expressions of it, `read_integer` and `write_integer` are for its store.
template <fixed_string Name>
inline constexpr auto integer_state = state<Name, 3>;

inline constexpr extents integer_state_shape{3, 1};
inline constexpr double integer_part_size = 0x1p24;

/// The integer as one number: rounded, where it has more digits than the program's type.
template <fixed_string Name>
constexpr auto value_of(leaf<leaf_kind::state, Name, integer_state_shape> const& integer) {
  return element<0>(integer) + integer_part_size * (element<1>(integer) + integer_part_size * element<2>(integer));
}

/// The parts of the integer + 1, exact: `assign(integer_state<"runs">, successor(integer_state<"runs">))`.
template <fixed_string Name>
constexpr auto successor(leaf<leaf_kind::state, Name, integer_state_shape> const& integer) {
  auto const counted = [](auto const& part, auto const& is_over) { return where(is_over, 0, part); };
  auto const low = element<0>(integer) + 1;
  auto const low_is_over = low >= integer_part_size;
  auto const middle = element<1>(integer) + low_is_over;
  auto const middle_is_over = middle >= integer_part_size;
  auto const high = element<2>(integer) + middle_is_over;
  return stack(counted(low, low_is_over), counted(middle, middle_is_over), counted(high, high >= 0x1p16));
}

/// Writes an integer into the three numbers of a view (`state[integer_state<"seed">]`), and reads it:
/// what is no part counts as 0.
template <class View>
constexpr void write_integer(View const& parts, std::uint64_t integer) {
  using part_type = std::remove_cvref_t<decltype(parts(0))>;
  constexpr std::uint32_t mask = 0xFFFFFF;
  parts(0) = static_cast<part_type>(static_cast<std::uint32_t>(integer) & mask);
  parts(1) = static_cast<part_type>(static_cast<std::uint32_t>(integer >> 24) & mask);
  parts(2) = static_cast<part_type>(static_cast<std::uint32_t>(integer >> 48));
}
template <class View>
constexpr std::uint64_t read_integer(View const& parts) {
  return ops::integer_of_parts(&parts(0));
}

}  // namespace tapeless
