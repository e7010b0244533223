// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/group.hpp"
#include "tapeless/plan/options.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// Numbers, as those that an optimizer counts for all parameters, become one group: a call less for each, and as much
/// less to compile. From the last group of numbers to the first, in the order in which groups may run, each joins the
/// one before if nothing between them reads it; so they still read from groups that run before them only. What is read
/// within its group alone, and not `wanted` for itself, is in a register then.
template <std::uint32_t Nodes>
class gathering {
public:
  constexpr gathering(graph::view const& graph, fusion<Nodes>& groups, group_sizes& of_groups,
                      meta::list<bool> const& wanted)
      : g(graph),
        found(groups),
        sizes(of_groups),
        last_member(Nodes, none),
        member_before(Nodes, none),
        place(Nodes, none),
        first_reader(Nodes, none) {
    for (id v = 0; v < Nodes; ++v) {
      member_before[v] = last_member[found.root[v]];
      last_member[found.root[v]] = v;
    }
    put_in_order();
    id gathered = none;
    for (std::uint32_t p = order.size(); p-- > 0;) {
      id const group = order[p];
      bool const joins = gathered != none && group < gathered && is_of_numbers(group) &&
                         first_reader[group] >= place[gathered] && has_room(gathered, group);
      if (joins)
        join(gathered, group);
      else if (is_of_numbers(group))
        gathered = group;
      for (id v = last_member[group]; v != none; v = member_before[v]) {
        if (joins) found.root[v] = gathered;
        for (std::uint32_t i = 0; i < graph::operand_count(g[v]); ++i)
          read_by(found.root[graph::operand(g[v], i)], found.root[v]);
      }
    }
    keep_in_registers(wanted);
  }

private:
  /// By their roots, but for what reads a loss that was joined to a softmax with a higher one (joining.hpp).
  constexpr void put_in_order() {
    for (std::uint32_t placed = none; placed != order.size();) {
      placed = order.size();
      for (id group = 0; group < Nodes; ++group) {
        if (last_member[group] == none || place[group] != none || !may_run(group)) continue;
        place[group] = order.size();
        order.push_back(group);
      }
    }
  }
  /// Whether the groups that it reads from have their places.
  constexpr bool may_run(id group) const {
    for (id v = last_member[group]; v != none; v = member_before[v])
      for (std::uint32_t i = 0; i < graph::operand_count(g[v]); ++i)
        if (id const from = found.root[graph::operand(g[v], i)]; from != group && place[from] == none) return false;
    return true;
  }
  constexpr bool is_of_numbers(id group) const {
    node const& n = g[group];
    return is_elementwise(n.code) && found.core[group] == none && n.shape.is_scalar() && !n.shape.is_batched();
  }
  constexpr bool has_room(id group, id added) const {
    bool const one_primitive = sizes.primitive[group] == none || sizes.primitive[added] == none ||
                               sizes.primitive[group] == sizes.primitive[added];
    return one_primitive && sizes.results[group] + sizes.results[added] <= max_gathered_numbers &&
           sizes.operations[group] + sizes.operations[added] <= max_fused_operations &&
           sizes.inputs[group] + sizes.inputs[added] <= max_fused_inputs &&
           sizes.constants[group] + sizes.constants[added] <= max_fused_operations;
  }
  constexpr void join(id group, id added) {
    sizes.results[group] += sizes.results[added];
    sizes.operations[group] += sizes.operations[added];
    sizes.inputs[group] += sizes.inputs[added];
    sizes.constants[group] += sizes.constants[added];
    if (sizes.primitive[group] == none) sizes.primitive[group] = sizes.primitive[added];
  }
  constexpr void keep_in_registers(meta::list<bool> const& wanted) {
    meta::list<bool> read_elsewhere(Nodes, false);
    for (id v = 0; v < Nodes; ++v)
      for (std::uint32_t i = 0; i < graph::operand_count(g[v]); ++i)
        if (id const operand = graph::operand(g[v], i); found.root[operand] != found.root[v])
          read_elsewhere[operand] = true;
    for (id v = 0; v < Nodes; ++v)
      if (found.root[v] != v && is_of_numbers(found.root[v]))
        found.stored[v] = found.stored[v] && (wanted[v] || read_elsewhere[v]);
  }
  constexpr void read_by(id group, id reader) {
    if (group != reader && place[reader] < first_reader[group]) first_reader[group] = place[reader];
  }

  graph::view g;
  fusion<Nodes>& found;
  group_sizes& sizes;
  meta::list<id> last_member;    // of a group
  meta::list<id> member_before;  // in its group
  meta::list<id> order;
  meta::list<std::uint32_t> place;         // of a group in that order
  meta::list<std::uint32_t> first_reader;  // of a group: the place of the first that reads it, as they are gathered
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
