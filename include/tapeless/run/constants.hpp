// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/layout.hpp"

#include <type_traits>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// The parameters that a store of static storage holds and no store among the arguments does: they are only read, at
/// addresses that are constants of the program.
template <auto const& Store>
struct constant_parameters {
  using constants = std::remove_cvref_t<decltype(Store)>;
  using element = typename constants::element;
  using layout_of_constants = typename constants::layout;

  static constexpr bool is_filled() { return Store.is_filled(); }
  static constexpr element const* data() { return Store.data(); }
  static constexpr bool holds(name const& wanted, extents shape) {
    std::uint32_t const found = layout_of_constants::find(wanted);
    return found < layout_of_constants::count && layout_of_constants::table.each[found].shape == shape;
  }
};

template <class B>
concept constants_argument = requires {
  typename std::remove_const_t<B>::layout_of_constants;
};

/// Of what no store is bound for.
struct empty_layout {
  static constexpr std::uint32_t count = 0;
  static constexpr slots<0> table{};
  static constexpr std::uint32_t find(name const&) { return 0; }
};

}  // namespace run

/// For a run: parameters that stay where they are, in a `constexpr` store in flash, for all leaves that no store among
/// the arguments holds: `program::run(memory, bind(x, data), trained, constants<pretrained>)`. They take no RAM, and a
/// program that assigns to one of them is an error.
template <auto const& Store>
inline constexpr run::constant_parameters<Store> constants{};

}  // namespace TAPELESS_TARGET
}  // namespace tapeless
