// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/fusion.hpp"
#include "tapeless/plan/layout.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// Leaves that kernels read where they are bound. Labels become classes or one-hot vectors in the workspace; input
/// matrices come row after row and are packed there column after column; batches that lie number after number are
/// packed too.
constexpr bool is_bound_in_place(graph::view const& g, node const& n, layout how) {
  if (n.code == op::batch_size) return true;
  if (n.code != op::leaf || (how == layout::batch_minor && n.shape.is_batched())) return false;
  leaf_kind const kind = g.leaves[n.leaf].kind;
  if (g.leaves[n.leaf].format != data_format::of_program) return false;
  return kind != leaf_kind::label && (kind != leaf_kind::input || n.shape.rows == 1 || n.shape.columns == 1);
}

/// The nodes a task reads and makes, through everything fused into it.
template <std::uint32_t Nodes>
class readers {
public:
  constexpr readers(graph::view const& graph, fusion<Nodes> const& grouping)
      : g(graph), fused(grouping), first(Nodes + 1, 0), members(Nodes, 0) {
    for (id v = 0; v < Nodes; ++v) ++first[fused.root[v] + 1];
    for (id v = 0; v < Nodes; ++v) first[v + 1] += first[v];
    meta::list<std::uint32_t> filled(Nodes, 0);
    for (id v = 0; v < Nodes; ++v) members[first[fused.root[v]] + filled[fused.root[v]]++] = v;
  }
  /// Calls f(member) for all nodes of the chain, operands before users.
  template <class F>
  constexpr void for_members(id chain, F const& f) const {
    for (std::uint32_t i = first[chain]; i < first[chain + 1]; ++i) f(members[i]);
  }
  /// Calls f(member) for those whose value goes to memory.
  template <class F>
  constexpr void for_stored(id chain, F const& f) const {
    for_members(chain, [&](id member) {
      if (fused.stored[member]) f(member);
    });
  }
  /// Calls f(node, at_other_positions) for each node the group reads from memory (a node may come twice). A core reads
  /// its operands at other positions than it writes, but for a third one, which its result is added to; a softmax reads
  /// all elements of a sample, but none once it has written it, and the loss beside it has read all.
  template <class F>
  constexpr void for_inputs(id chain, F const& f) const {
    for_members(chain, [&](id member) {
      node const& here = g[member];
      if (here.code == op::random || is_class_index(g, here)) return;  // nothing that lies in memory
      for (std::uint32_t operand_number = 0; operand_number < graph::operand_count(here); ++operand_number) {
        id const used = graph::operand(here, operand_number);
        bool const in_a_register =
            fused.root[used] == chain || (g[used].code == op::constant && is_elementwise(here.code));
        bool const at_other_positions = !is_elementwise(here.code) && operand_number < 2 && !is_in_step(chain, member);
        if (!in_a_register) f(used, at_other_positions);
      }
    });
  }

private:
  constexpr bool is_in_step(id chain, id member) const {
    return is_softmax_of_a_line(g[member]) || (fused.loss[chain] == member && fused.core[chain] != none);
  }

  graph::view g;
  fusion<Nodes> const& fused;
  meta::list<std::uint32_t> first;
  meta::list<id> members;
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
