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

/// The nodes each group consists of, makes and reads from memory, through everything fused into it: lists that are
/// found once for all passes behind.
template <std::uint32_t Nodes>
class readers {
public:
  constexpr readers(graph::view const& graph, fusion<Nodes> const& fused) {
    for (id v = 0; v < Nodes; ++v) ++first_member[fused.root[v] + 1];
    for (id v = 0; v < Nodes; ++v) first_member[v + 1] += first_member[v];
    std::array<std::uint32_t, Nodes> filled{};
    for (id v = 0; v < Nodes; ++v) members[first_member[fused.root[v]] + filled[fused.root[v]]++] = v;
    for (id group = 0; group < Nodes; ++group) find_stored_and_inputs(graph, fused, group);
  }
  /// Calls f(member) for all nodes of the group, operands before users.
  template <class F>
  constexpr void for_members(id group, F const& f) const {
    for (std::uint32_t i = first_member[group]; i < first_member[group + 1]; ++i) f(members[i]);
  }
  /// Calls f(member) for those whose value goes to memory.
  template <class F>
  constexpr void for_stored(id group, F const& f) const {
    for (std::uint32_t i = first_stored[group]; i < first_stored[group + 1]; ++i) f(stored[i]);
  }
  /// Calls f(node, at_other_positions) for each node the group reads from memory (a node may come twice). A core reads
  /// its operands at other positions than it writes, but for a third one, which its result is added to; a softmax reads
  /// all elements of a sample, but none once it has written it, and the loss beside it has read all.
  template <class F>
  constexpr void for_inputs(id group, F const& f) const {
    for (std::uint32_t i = first_input[group]; i < first_input[group + 1]; ++i)
      f(inputs[i].node, inputs[i].at_other_positions);
  }

private:
  constexpr void find_stored_and_inputs(graph::view const& g, fusion<Nodes> const& fused, id group) {
    first_stored[group + 1] = first_stored[group];
    first_input[group + 1] = first_input[group];
    for_members(group, [&](id member) {
      if (fused.stored[member]) stored[first_stored[group + 1]++] = member;
      node const& here = g[member];
      if (here.code == op::random || is_class_index(g, here)) return;  // nothing that lies in memory
      bool const is_in_step = is_softmax_of_a_line(here) || (fused.loss[group] == member && fused.core[group] != none);
      bool const by_element = is_elementwise(here.code);
      for (std::uint32_t nth = 0; nth < graph::operand_count(here); ++nth) {
        id const used = graph::operand(here, nth);
        bool const in_a_register = fused.root[used] == group || (by_element && g[used].code == op::constant);
        if (!in_a_register) inputs[first_input[group + 1]++] = {used, !by_element && nth < 2 && !is_in_step};
      }
    });
  }

  struct input {
    id node = none;
    bool at_other_positions = false;
  };
  // Of group v: what is in the list from first[v] to before first[v + 1].
  std::array<std::uint32_t, Nodes + 1> first_member{};
  std::array<std::uint32_t, Nodes + 1> first_stored{};
  std::array<std::uint32_t, Nodes + 1> first_input{};
  std::array<id, Nodes> members{};
  std::array<id, Nodes> stored{};
  std::array<input, 3 * Nodes> inputs{};
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
