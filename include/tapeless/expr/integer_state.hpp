// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/leaf.hpp"
#include "tapeless/expr/node.hpp"
#include "tapeless/ops/random.hpp"

#include <cstdint>
#include <type_traits>

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
inline constexpr double integer_last_part_size = 0x1p16;

namespace expr {

// Nodes that write their operations themselves: as formulas of expressions they would be some forty types, in every
// unit that trains.

template <class Integer>
struct integer_value : node<integer_value<Integer>, extents{}, Integer> {
  Integer integer;

  constexpr explicit integer_value(Integer const& parts)
      : integer_value::node(fingerprint_of(fingerprint_tag::integer_value, parts.fingerprint)), integer(parts) {}

  template <class Builder>
  constexpr auto write(Builder& b) const {
    auto const parts = integer.lower(b);
    auto const size = b.constant(integer_part_size);
    auto const higher =
        b.apply(op::add, b.slice(parts, 1, 0, {}), b.apply(op::multiply, size, b.slice(parts, 2, 0, {})));
    return b.apply(op::add, b.slice(parts, 0, 0, {}), b.apply(op::multiply, size, higher));
  }
};

template <class Integer>
struct integer_successor : node<integer_successor<Integer>, integer_state_shape, Integer> {
  Integer integer;

  constexpr explicit integer_successor(Integer const& parts)
      : integer_successor::node(fingerprint_of(fingerprint_tag::integer_successor, parts.fingerprint)),
        integer(parts) {}

  template <class Builder>
  constexpr auto write(Builder& b) const {
    auto const parts = integer.lower(b);
    auto counted = Builder::none;
    auto carry = b.constant(1);
    std::uint32_t nth = 0;
    for (double const size : {integer_part_size, integer_part_size, integer_last_part_size}) {
      auto const part = b.apply(op::add, b.slice(parts, nth++, 0, {}), carry);
      carry = b.apply(op::greater_equal, part, b.constant(size));
      auto const rest = b.apply(op::select, carry, b.constant(0), part);
      counted = counted == Builder::none ? rest : b.concatenate(counted, rest, 0);
    }
    return counted;
  }
};

}  // namespace expr

/// The integer as one number: rounded, where it has more digits than the program's type.
template <fixed_string Name>
constexpr auto value_of(leaf<leaf_kind::state, Name, integer_state_shape> const& integer) {
  return expr::integer_value(integer);
}

/// The parts of the integer + 1, exact: `assign(integer_state<"runs">, successor(integer_state<"runs">))`.
template <fixed_string Name>
constexpr auto successor(leaf<leaf_kind::state, Name, integer_state_shape> const& integer) {
  return expr::integer_successor(integer);
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
