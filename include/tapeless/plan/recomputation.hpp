// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/fusion.hpp"

/// What several kernels need and what costs less to compute in each of them than to write and read (rematerialization):
/// the graph with such a node once for each of its groups.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// The number of the first copy of each node, and behind them how many there are.
template <std::uint32_t Nodes>
constexpr std::array<id, Nodes + 1> first_copies(fusion<Nodes> const& fused) {
  std::array<id, Nodes + 1> first{};
  for (id v = 0; v < Nodes; ++v)
    first[v + 1] = first[v] + (fused.computed_in[v].count == 0 ? 1 : fused.computed_in[v].count);
  return first;
}

/// The graph with copies. Those of one node are neighbours, so operands still come before what reads them.
template <std::uint32_t Count, graph::sizes Size>
constexpr graph::frozen<graph::with_nodes<Size>(Count)> with_copies(graph::frozen<Size> const& g,
                                                                    fusion<Size.nodes> const& fused) {
  constexpr std::uint32_t nodes = Size.nodes;
  std::array<id, nodes + 1> const first = first_copies<nodes>(fused);
  auto const copy_for = [&](id of_node, id group_here) {
    group_list const& homes = fused.computed_in[of_node];
    return first[of_node] + (homes.count == 0 ? 0 : homes.position(group_here));
  };
  graph::frozen<graph::with_nodes<Size>(Count)> made{};
  for (id v = 0; v < nodes; ++v)
    for (id copy = first[v]; copy < first[v + 1]; ++copy) {
      group_list const& groups = fused.computed_in[v];
      id const group = groups.count == 0 ? fused.root[v] : groups.group[copy - first[v]];
      node& n = made.nodes[copy] = g.nodes[v];
      if (n.a != none) n.a = copy_for(n.a, group);
      if (n.b != none) n.b = copy_for(n.b, group);
      if (n.c != none) n.c = copy_for(n.c, group);
    }
  copy_all_but_nodes(made, g, first);
  return made;
}

/// What is decided about a graph as it was lowered: its groups, and how many nodes it has with the copies.
template <auto const& Lowered, options How>
struct recomputation {
  static constexpr graph::sizes size = std::remove_cvref_t<decltype(Lowered)>::size;
  static constexpr auto decided = fuse<size.nodes>(graph::view_of(Lowered), How, How.recomputes);
  static constexpr std::uint32_t nodes = first_copies<size.nodes>(decided)[size.nodes];
};

/// The graph that a plan is made for, and its groups: those that were decided on, where nothing is computed again.
template <auto const& Lowered, options How,
          bool Copies = recomputation<Lowered, How>::nodes != recomputation<Lowered, How>::size.nodes>
struct recomputed {
  static constexpr auto const& graph = Lowered;
  static constexpr auto const& fused = recomputation<Lowered, How>::decided;
};
template <auto const& Lowered, options How>
struct recomputed<Lowered, How, true> {
  static constexpr std::uint32_t nodes = recomputation<Lowered, How>::nodes;
  static constexpr auto graph = with_copies<nodes>(Lowered, recomputation<Lowered, How>::decided);
  static constexpr auto fused = fuse<nodes>(graph::view_of(graph), How);
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
