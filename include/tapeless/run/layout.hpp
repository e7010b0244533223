// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/plan/options.hpp"
#include "tapeless/rules/lowered.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// Where one leaf lies in a store: column after column from `offset`, in elements, as plan/storage.hpp says.
struct slot {
  name identifier{};
  extents shape{};
  std::uint32_t offset = 0;
  double initial = no_initial_value;
};

template <std::uint32_t Count>
struct slots {
  std::array<slot, Count> each{};
  std::uint64_t elements = 0;         ///< of the leaves
  std::uint64_t stored_elements = 0;  ///< with what lies between and behind them
};

constexpr std::uint32_t count_kind(graph::view const& g, leaf_kind kind) {
  std::uint32_t count = 0;
  for (std::uint32_t l = 0; l < g.leaf_count; ++l) count += g.leaves[l].kind == kind ? 1u : 0u;
  return count;
}

template <std::uint32_t Count>
constexpr slots<Count> place_leaves(graph::view const& g, leaf_kind kind, targets::description const& on) {
  slots<Count> s{};
  std::uint32_t at = 0;
  for (std::uint32_t l = 0; l < g.leaf_count; ++l) {
    if (g.leaves[l].kind != kind) continue;
    extents const shape = g.leaves[l].shape;
    if (plan::has_columns_of_whole_vectors(shape, on)) s.stored_elements = plan::next_vector(s.stored_elements, on);
    s.each[at++] = {g.leaves[l].identifier, shape, static_cast<std::uint32_t>(s.stored_elements), g.leaves[l].initial};
    s.elements += shape.size();
    s.stored_elements += plan::stored_size(shape, on);
  }
  return s;
}

/// The leaves of one kind of a program, in the order in which the program names them.
template <class Source, leaf_kind Kind>
struct layout {
  static constexpr std::uint32_t count = count_kind(graph::view_of(rules::lowered<Source>), Kind);
  static constexpr auto table =
      place_leaves<count>(graph::view_of(rules::lowered<Source>), Kind, plan::options_of<Source>.target);

  /// Index of the slot of that name, or `count`.
  static constexpr std::uint32_t find(name const& wanted) {
    std::uint32_t i = 0;
    while (i < count && !(table.each[i].identifier == wanted)) ++i;
    return i;
  }
};

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
