// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/group.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// A softmax and the cross-entropy of the same logits become one group, which reads the logits once and raises them
/// once, unless the group would then wait for itself (a target that is computed from that softmax). What a training
/// step of 64-32-10 gains (docs/special_cases.md): 27 % with one sample, 12 % with 32.
template <std::uint32_t Nodes>
class joining {
public:
  constexpr joining(graph::view const& graph, fusion<Nodes>& groups, group_sizes const& of_groups)
      : g(graph), found(groups), sizes(of_groups) {}

  constexpr void join_softmax(id loss) {
    for (id v = 0; v < Nodes; ++v) {
      id const group = found.root[v];
      if (found.core[group] != v || g[v].code != op::softmax || g[v].a != g[loss].a) continue;
      bool const possible = g[v].shape.batch == g[loss].shape.batch && found.loss[group] == none &&
                            sizes.results[group] < max_fused_results;
      if (!possible) continue;
      found.root[loss] = group;
      if (!waits_for_itself(group, loss)) {
        found.loss[group] = loss;
        return;
      }
      found.root[loss] = loss;
    }
  }

private:
  /// Whether what one member of the group computes is needed by another by way of other groups, or by the loss at all:
  /// only element-wise members find each other's results in registers.
  constexpr bool waits_for_itself(id group, id loss) const {
    meta::list<bool> waits(Nodes, false);  // for the group; of groups
    waits[group] = true;
    for (bool more = true; more;) {
      more = false;
      for (id v = 0; v < Nodes; ++v)
        for (std::uint32_t i = 0; i < graph::operand_count(g[v]); ++i) {
          id const operand = graph::operand(g[v], i);
          id const reader = found.root[v];
          if (!waits[found.root[operand]]) continue;
          bool const in_register =
              found.root[operand] == group && v != loss && operand != loss && is_elementwise(g[v].code);
          if (reader == group && !in_register) return true;
          if (!waits[reader]) waits[reader] = more = true;
        }
    }
    return false;
  }

  graph::view g;
  fusion<Nodes>& found;
  group_sizes const& sizes;
};

template <std::uint32_t Nodes>
constexpr void join_losses(graph::view const& g, fusion<Nodes>& found, group_sizes const& sizes) {
  joining<Nodes> groups(g, found, sizes);
  for (id v = 0; v < Nodes; ++v)
    if (g[v].code == op::softmax_cross_entropy) groups.join_softmax(v);
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
