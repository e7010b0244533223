// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/group.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// Makes one group of two that read the same, unless one of them has to wait for the other: a loss and its derivative with respect to
/// the logits, which no path from operand to reader connects.
template <std::uint32_t Nodes>
class joining {
public:
  constexpr joining(graph::view const& graph, fusion<Nodes>& groups, group_sizes& of_groups)
      : g(graph), found(groups), sizes(of_groups), value_of(graph.leaf_count, none), lowest(Nodes, none) {
    for (std::uint32_t a = 0; a < g.assign_count; ++a) value_of[g.assigns[a].leaf] = g.assigns[a].value;
    for (id v = Nodes; v-- > 0;) lowest[found.root[v]] = v;
  }

  /// A loss and the softmax of the same logits are computed in one pass.
  constexpr void join_softmax(id loss) {
    for (id v = 0; v < Nodes; ++v) {
      id const group = found.root[v];
      if (found.core[group] != v || g[v].code != op::softmax || g[v].a != g[loss].a) continue;
      bool const possible = g[v].shape.batch == g[loss].shape.batch && found.loss[group] == none &&
                            sizes.results[group] < max_fused_results;
      if (!possible) continue;
      found.root[loss] = group;
      if (!waits_for_itself(group, loss, 0, Nodes)) {
        found.loss[group] = loss;
        id const last = group < loss ? loss : group;
        lowest[group] = lowest[last] = lowest[group] < loss ? lowest[group] : loss;
        joined.push_back(last);
        return;
      }
      found.root[loss] = loss;
    }
  }
  /// So are element-wise chains that read v (W2 of docs/performance.md: 2 % of a step, the exponential of loss and sigmoid is computed
  /// once). Where v is computed in the same group, it need not be stored for them, only where it is wanted for itself.
  constexpr void join_readers(id v, consumers const& readers, bool is_wanted) {
    if (readers.more || !readers.all_in_place || readers.known.count < 2 || g[v].code == op::constant) return;
    auto const group = [&](std::uint32_t nth) { return found.root[readers.known.group[nth]]; };
    for (std::uint32_t i = 1; i < readers.known.count; ++i)
      for (std::uint32_t other = 0; other < i; ++other) join(group(other), group(i));
    bool only_one = found.stored[v] && !is_wanted;
    for (std::uint32_t i = 0; i < readers.known.count; ++i) only_one = only_one && group(i) == found.root[v];
    if (!only_one) return;
    found.stored[v] = false;
    --sizes.results[found.root[v]];
  }

private:
  /// Groups that lie further apart, as those of a layer forward and backward do, wait for each other anyway; to find that out for every
  /// layer would take time that is quadratic in their number.
  static constexpr std::uint32_t most_nodes = 64;

  constexpr void join(id a, id b) {
    id const into = a < b ? b : a;  // groups are named after their last members
    id const from = a < b ? a : b;
    if (a == b || !may_join(into, from)) return;
    id const first = lowest[from] < lowest[into] ? lowest[from] : lowest[into];
    if (into - first >= most_nodes || into - first >= nodes_left) return;
    if (something_joined_reaches_into(first, into + 1, from)) return;
    meta::list<id> moved;
    for (id v = lowest[from]; v <= from; ++v)
      if (found.root[v] == from) moved.push_back(v);
    for (id v : moved) found.root[v] = into;
    if (waits_for_itself(into, none, first, into + 1)) {
      for (id v : moved) found.root[v] = from;
      return;
    }
    if (found.core[into] == none) found.core[into] = found.core[from];
    sizes.add(into, from);
    lowest[into] = first;
    if (!joined.contains(into)) joined.push_back(into);
  }
  constexpr bool may_join(id a, id b) const {
    if (found.core[a] != none && found.core[b] != none) return false;
    if (found.loss[a] != none || found.loss[b] != none || !sizes.fit_together(a, b)) return false;
    id const core = found.core[a] == none ? found.core[b] : found.core[a];
    id const without = found.core[a] == none ? a : b;
    return core == none || g[core].shape.batch <= 1 || sizes.flops[without] <= most_flops_of_a_tile;
  }

  /// Groups read what groups with lower roots make, except what has been joined makes. So nodes between the first and the last of a group
  /// decide whether it waits for itself, if nothing joined reaches in.
  constexpr bool something_joined_reaches_into(id first, id last, id group) const {
    for (id other : joined)
      if (other != group && other >= first && lowest[other] < last && (other >= last || lowest[other] < first))
        return true;
    return false;
  }
  /// Whether something that has to wait for the group, whose nodes are in [first, last), is needed inside. In a register the group has what
  /// its element-wise members read of each other; the loss finds the others in memory only. Who writes a leaf waits for all who read it. Of
  /// groups that begin before `first` it is assumed that they wait.
  constexpr bool waits_for_itself(id group, id loss, id first, id last) {
    meta::list<bool> waits(last - first, false);
    auto const is_waiting = [&](id asked) { return asked >= first && asked < last && waits[asked - first]; };
    auto const wait = [&](id asked) {
      if (asked < first || asked >= last || waits[asked - first]) return false;
      return waits[asked - first] = true;
    };
    for (id v = first; v < last; ++v)
      if (found.root[v] == group || lowest[found.root[v]] < first) wait(found.root[v]);
    for (bool more = true; more;) {
      more = false;
      nodes_left -= last - first < nodes_left ? last - first : nodes_left;
      for (id v = first; v < last; ++v)
        for (std::uint32_t i = 0; i < graph::operand_count(g[v]); ++i) {
          id const operand = graph::operand(g[v], i);
          id const reader = found.root[v];
          id const writer = writer_of(operand);
          bool const in_place = v != loss && operand != loss && is_elementwise(g[v].code);
          bool const reader_waits = is_waiting(found.root[operand]) && !(in_place && found.root[operand] == reader);
          bool const writer_waits = writer != none && is_waiting(reader) && !(in_place && writer == reader);
          if ((reader_waits && reader == group) || (writer_waits && writer == group)) return true;
          if (reader_waits && wait(reader)) more = true;
          if (writer_waits && wait(writer)) more = true;
        }
    }
    return false;
  }
  /// The group that writes a leaf.
  constexpr id writer_of(id v) const {
    if (g[v].code != op::leaf || value_of[g[v].leaf] == none) return none;
    return found.root[value_of[g[v].leaf]];
  }

  graph::view g;
  fusion<Nodes>& found;
  group_sizes& sizes;
  meta::list<id> value_of;               // what a leaf is assigned
  meta::list<id> lowest;                 // of a group: its first member
  meta::list<id> joined;                 // groups that have been
  std::uint32_t nodes_left = 4 * Nodes;  // to look at, so that joining takes linear time
};

/// Joins losses with softmaxes, and readers of one value. What several groups compute (plan/recomputation.hpp) keeps these groups.
template <std::uint32_t Nodes>
constexpr void join_groups(graph::view const& g, fusion<Nodes>& found, meta::list<consumers> const& readers_of,
                           meta::list<bool> const& wanted, group_sizes& sizes, bool losses, bool readers) {
  joining<Nodes> groups(g, found, sizes);
  for (id v = 0; v < Nodes && losses; ++v)
    if (g[v].code == op::softmax_cross_entropy) groups.join_softmax(v);
  for (id v = 0; v < Nodes && readers; ++v) groups.join_readers(v, readers_of[v], wanted[v]);
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
