// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/plan.hpp"
#include "tapeless/run/layout.hpp"
#include "tapeless/target/force_inline.hpp"

#include <cstdint>

/// Where a run writes, and whether data lies there.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace run {

/// Neighbouring leaves of a store that a program assigns to, in elements.
struct written_leaves {
  std::uint32_t first = 0;
  std::uint32_t size = 0;
};

/// What a program assigns to in a store of this layout, in as few pieces as there are: where all leaves are assigned,
/// one.
template <class Source, class Layout>
class written_in {
  static constexpr bool is_assigned(name const& leaf) {
    auto const& g = rules::lowered<Source>;
    for (auto const& assignment : g.assigns)
      if (g.leaves[assignment.leaf].identifier == leaf) return true;
    return false;
  }
  template <class Note>
  static constexpr void each_piece(Note const& note) {
    bool before = false;
    for (slot const& s : Layout::table.each) {
      bool const here = is_assigned(s.identifier);
      if (here) note(before, s.offset, s.offset + plan::stored_size(s.shape));
      before = here;
    }
  }

public:
  static constexpr std::size_t count = [] {
    std::size_t pieces = 0;
    each_piece([&](bool goes_on, std::uint32_t, std::uint32_t) { pieces += goes_on ? 0u : 1u; });
    return pieces;
  }();
  static constexpr auto pieces = [] {
    std::array<written_leaves, count> found{};
    std::size_t next = 0;
    each_piece([&](bool goes_on, std::uint32_t begin, std::uint32_t end) {
      if (!goes_on) found[next++].first = begin;
      found[next - 1].size = end - found[next - 1].first;
    });
    return found;
  }();
};

/// Whether a program reads a parameter; what it only assigns to nobody has to fill.
template <class Source>
inline constexpr bool reads_parameters = [] {
  auto const& lowered_graph = rules::lowered<Source>;
  for (graph::node const& each : lowered_graph.nodes)
    if (each.code == op::leaf && lowered_graph.leaves[each.leaf].kind == leaf_kind::parameter) return true;
  return false;
}();

struct memory_range {
  std::uintptr_t first;
  std::size_t bytes;
};

/// Whether two ranges share a byte; neither is empty. One comparison: a begins less than its length before b, or inside
/// b.
TAPELESS_FORCE_INLINE constexpr bool meet(memory_range a, memory_range b) {
  return a.first - b.first + (a.bytes - 1) < a.bytes + b.bytes - 1;
}

template <class T>
TAPELESS_FORCE_INLINE inline memory_range range_of(T const* first, std::size_t elements) {
  return {reinterpret_cast<std::uintptr_t>(first), elements * sizeof(T)};
}

/// Where a run writes: its workspace, and what it assigns to in the stores.
template <class Source, class Layouts>
class written_by {
  template <leaf_kind Kind>
  using leaves_of = written_in<Source, typename Layouts::template of<Kind>>;
  static constexpr std::size_t workspace_elements = plan::planned<Source>::memory.workspace_elements;
  static constexpr std::size_t workspaces = workspace_elements == 0 ? 0 : 1;
  static constexpr std::size_t with_parameters = workspaces + leaves_of<leaf_kind::parameter>::count;

public:
  static constexpr std::size_t count = with_parameters + leaves_of<leaf_kind::state>::count;

  template <std::size_t I, class Context>
  TAPELESS_FORCE_INLINE static memory_range piece(Context const& at) {
    if constexpr (I < workspaces) {
      return range_of(at.workspace, workspace_elements);
    } else if constexpr (I < with_parameters) {
      constexpr written_leaves part = leaves_of<leaf_kind::parameter>::pieces[I - workspaces];
      return range_of(at.parameters + part.first, part.size);
    } else {
      constexpr written_leaves part = leaves_of<leaf_kind::state>::pieces[I - with_parameters];
      return range_of(at.state + part.first, part.size);
    }
  }
  template <class Context, std::size_t... I>
  static std::array<memory_range, sizeof...(I)> pieces(Context const& at, std::index_sequence<I...>) {
    return {piece<I>(at)...};
  }
};

}  // namespace run
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
