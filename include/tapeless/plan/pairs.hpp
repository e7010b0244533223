// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/schedule.hpp"
#include "tapeless/plan/step.hpp"
#include "tapeless/plan/storage.hpp"

/// Tasks that one kernel computes together, because they read the same.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// The core of a task, and the shapes of its operands.
struct core_of_task {
  node core{};
  extents left{};
  extents right{};
};

/// Whether a core is Wᵀ·d for one sample, and another one the outer product of d with another vector, which has the
/// shape of W.
constexpr bool are_product_and_outer_product(core_of_task const& first, core_of_task const& second,
                                             targets::description const& on) {
  bool const is_one_sample = first.right.batch <= 1 && second.left.batch <= 1 && second.right.batch <= 1;
  bool const multiplies = first.core.code == op::product && first.core.left_transposed &&
                          !first.core.right_transposed && !first.left.is_batched() && first.right.columns == 1;
  bool const is_outer = second.core.code == op::batch_product_sum && !second.core.left_transposed &&
                        second.core.right_transposed && second.left.columns == 1 && second.right.columns == 1;
  // a column that ends inside a vector would be written with a mask, and the read behind that waits
  return is_one_sample && multiplies && is_outer && second.core.a == first.core.b &&
         has_columns_of_whole_vectors(first.left, on);
}

/// Which tasks are computed together with the next one.
template <std::uint32_t Nodes, std::uint32_t Capacity>
class pairing {
public:
  constexpr pairing(graph::view const& graph, fusion<Nodes> const& groups, readers<Nodes> const& of_groups,
                    schedule<Nodes, Capacity> const& schedule)
      : g(graph), fused(groups), read(of_groups), order(schedule) {}

  /// Whether a task computes Wᵀ·d for one sample and the next one updates W from the outer product of d with another
  /// vector: then one kernel reads each number of W once for both. (A writer runs right behind the last reader: it is
  /// the next.)
  constexpr bool can_update_while_reading(std::uint32_t position, targets::description const& on) const {
    if (position + 1 >= order.count || !has_core(position) || !has_core(position + 1)) return false;
    core_of_task const first = core_at(position);
    core_of_task const second = core_at(position + 1);
    return are_product_and_outer_product(first, second, on) && g[first.core.a].code == op::leaf &&
           updates_only(position + 1, g[first.core.a].leaf) && !reads_result_of_previous(position + 1);
  }
  /// Whether the second of such tasks reads a value as the other vector of its outer product and not else: element j of
  /// it is read with column j of W, just before the first task's result number j is written.
  constexpr bool is_factor_of_update(std::uint32_t position, id value) const {
    std::uint32_t uses = 0;
    read.for_inputs(order.tasks[position].node, [&](id used, bool) { uses += used == value ? 1u : 0u; });
    return uses == 1 && core_at(position).core.b == value;
  }

private:
  constexpr bool has_core(std::uint32_t position) const {
    task const& t = order.tasks[position];
    return t.kind == task_kind::compute && fused.core[t.node] != none && g[fused.core[t.node]].b != none;
  }
  constexpr core_of_task core_at(std::uint32_t position) const {
    node const& n = g[fused.core[order.tasks[position].node]];
    return {n, g[n.a].shape, g[n.b].shape};
  }
  /// Whether all that a task makes goes to leaves, one of them this.
  constexpr bool updates_only(std::uint32_t position, std::uint32_t leaf) const {
    bool all = true;
    bool found = false;
    read.for_stored(order.tasks[position].node, [&](id made) {
      all = all && order.in_place[made] != none;
      found = found || order.in_place[made] == leaf;
    });
    return all && found;
  }
  constexpr bool reads_result_of_previous(std::uint32_t position) const {
    bool found = false;
    read.for_stored(order.tasks[position - 1].node, [&](id made) {
      read.for_inputs(order.tasks[position].node, [&](id used, bool) { found = found || used == made; });
    });
    return found;
  }

  graph::view g;
  fusion<Nodes> const& fused;
  readers<Nodes> const& read;
  schedule<Nodes, Capacity> const& order;
};

/// Which input of its chain a step finds at a place, or none.
constexpr std::uint32_t chain_input_at(step const& s, place where) {
  for (std::uint32_t i = s.core_inputs; i < s.input_count; ++i)
    if (s.in[i] == where) return i - s.core_inputs;
  return none;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
