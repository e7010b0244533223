// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/run/store.hpp"
#include "tapeless/show/c/plan.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// The numbers of a store, of those leaves which the program reads and does not assign.
template <class Program, class Store>
class c_weights_of final : public c_weights {
  static constexpr graph::view formulas = graph::view_of(rules::lowered<typename Program::source>);
  Store const& store;

  static constexpr std::uint32_t slot_of(std::uint32_t leaf) {
    return Store::layout::find(formulas.leaves[leaf].identifier);
  }

public:
  explicit constexpr c_weights_of(Store const& numbers) : store(numbers) {}

  constexpr bool has(std::uint32_t leaf) const override {
    for (std::uint32_t a = 0; a < formulas.assign_count; ++a)
      if (formulas.assigns[a].leaf == leaf) return false;
    std::uint32_t const slot = slot_of(leaf);
    return formulas.leaves[leaf].kind == Store::kind && slot < Store::layout::count &&
           Store::layout::table.each[slot].shape == formulas.leaves[leaf].shape;
  }
  constexpr double number(std::uint32_t leaf, std::uint32_t row, std::uint32_t column) const override {
    run::slot const& from = Store::layout::table.each[slot_of(leaf)];
    return static_cast<double>(
        store.data()[from.offset + std::size_t{column} * plan::leading_dimension(from.shape) + row]);
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
