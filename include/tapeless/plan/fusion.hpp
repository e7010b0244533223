// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/gathering.hpp"
#include "tapeless/plan/joining.hpp"
#include "tapeless/plan/labels.hpp"
#include "tapeless/plan/options.hpp"
#include "tapeless/rules/cost.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// Vector instructions to write a vector of a value and to read it again; flops are one each.
inline constexpr std::uint32_t cost_of_store = 2;
inline constexpr std::uint32_t cost_of_load = 1;

/// From the last node to the first, each joins the first group that reads it, if that has its shape and room; what
/// other groups read of it too is stored on the way, or computed in each of them where that is cheaper (GELU's z/2,
/// which its derivative needs again). Groups only ever read from groups with lower roots, so they cannot wait for each
/// other in a circle. A group calls at most one of the user's primitives.
template <std::uint32_t Nodes>
class grouping {
public:
  constexpr grouping(graph::view const& graph, options const& wished, bool may_compute_again)
      : g(graph),
        how(wished),
        again(may_compute_again),
        readers_of(Nodes, consumers{}),
        wanted(Nodes, false),
        assigned(graph.leaf_count, false),
        sizes(Nodes) {
    for (std::uint32_t o = 0; o < g.output_count; ++o) wanted[g.outputs[o]] = true;
    for (std::uint32_t a = 0; a < g.assign_count; ++a) {
      wanted[g.assigns[a].value] = true;
      assigned[g.assigns[a].leaf] = true;
    }
    find_masks();
    for (id v = 0; v < Nodes; ++v) found.core[v] = found.loss[v] = none;
    for (id v = Nodes; v-- > 0;) place(v);
    if (how.joins_losses) join_losses<Nodes>(g, found, sizes);
    if (copies_nodes) return;  // the graph with the copies has groups of its own
    if (how.gathers_numbers && how.fuses_chains && how.stores_on_the_way) gathering<Nodes>(g, found, sizes, wanted);
    if (how.keeps_classes) keep_classes<Nodes>(g, found, wanted);
  }

  fusion<Nodes> found{};

private:
  constexpr void place(id v) {
    found.root[v] = v;
    found.stored[v] = true;
    if (is_cheaper_again(v)) {
      copies_nodes = true;
      found.computed_in[v] = readers_of[v].known;
      found.stored[v] = false;
      for (std::uint32_t i = 0; i < readers_of[v].known.count; ++i) compute_in(readers_of[v].known.group[i], v);
      found.root[v] = readers_of[v].first;
    } else {
      if (joins(v)) {
        found.root[v] = readers_of[v].first;
        found.stored[v] = is_stored(v);
        --sizes.inputs[found.root[v]];
        if (found.stored[v]) ++sizes.results[found.root[v]];
      }
      count(v, found.root[v]);
    }
  }
  constexpr bool is_stored(id v) const { return wanted[v] || readers_of[v].known.count > 1 || readers_of[v].more; }

  constexpr bool joins(id v) const {
    node const& n = g[v];
    consumers const& readers_here = readers_of[v];
    id const group = readers_here.first;
    if (group == none || !readers_here.first_in_place) return false;
    if (is_stored(v) && (!how.stores_on_the_way || sizes.results[group] == max_fused_results)) return false;
    if (is_stored(v) && how.ends_tiles && ends_a_tile(v)) return false;
    if (is_core(n))
      return how.fuses_cores && found.core[group] == none &&
             (!is_stored(v) || sizes.operations[group] < max_fused_operations);
    return how.fuses_chains && is_chained(n.code) && has_room(group, n);
  }
  /// Whether v is a core of many samples or comes right behind it, and elementary functions follow: where v is written
  /// anyway, these read it from memory sooner than a tile, with no registers left for them, hands it on (4 % of a step
  /// of 13-64-64-4 with silu, 32 samples).
  constexpr bool ends_a_tile(id v) const {
    bool at_core = is_core(g[v]);
    for (std::uint32_t i = 0; i < graph::operand_count(g[v]); ++i)
      at_core = at_core || is_core(g[graph::operand(g[v], i)]);
    return at_core && g[v].shape.batch > 1 && sizes.flops[readers_of[v].first] > most_flops_of_a_tile;
  }
  /// What an operation adds to those of its group: constants have a place of their own in the code, and of random
  /// numbers only the stream is read, seed and step were before the first kernel.
  constexpr std::uint32_t inputs_of(node const& n) const {
    return n.code == op::random ? 1 : graph::operand_count(n) - constants_of(n);
  }
  constexpr std::uint32_t constants_of(node const& n) const {
    std::uint32_t constants = 0;
    for (std::uint32_t i = 0; i < graph::operand_count(n); ++i)
      if (g[graph::operand(n, i)].code == op::constant) ++constants;
    return constants;
  }
  constexpr bool has_room(id group, node const& n) const {
    bool const user_made = is_user_primitive(n.code);
    return sizes.operations[group] < max_fused_operations &&
           sizes.inputs[group] + inputs_of(n) <= max_fused_inputs + 1 &&
           sizes.constants[group] + constants_of(n) <= max_fused_operations &&
           (!user_made || sizes.primitive[group] == none || sizes.primitive[group] == n.primitive());
  }

  /// Whether all readers compute element by element, and to compute v in each of them takes less than to write and read
  /// it.
  constexpr bool is_cheaper_again(id v) const {
    node const& n = g[v];
    consumers const& readers_here = readers_of[v];
    std::uint32_t const groups = readers_here.known.count;
    if (!again || groups < 2 || readers_here.more || !readers_here.all_in_place || wanted[v] || !is_chained(n.code) ||
        is_user_primitive(n.code))
      return false;
    for (std::uint32_t i = 0; i < groups; ++i)
      if (!has_room(readers_here.known.group[i], n)) return false;
    if (is_mask(v)) return true;
    std::uint32_t cost = (groups - 1) * flops_of_element(n);
    for (std::uint32_t i = 0; i < graph::operand_count(n); ++i) {
      id const operand = graph::operand(n, i);
      // a group that read what another writes would have to run before it
      if (g[operand].code == op::leaf && assigned[g[operand].leaf]) return false;
      if (g[operand].code == op::constant || !same_matrix(g[operand].shape, n.shape)) continue;
      for (std::uint32_t other = 1; other < groups; ++other)
        if (readers_of[operand].known.position(readers_here.known.group[other]) == readers_of[operand].known.count)
          cost += cost_of_load;
    }
    return cost < cost_of_store + (groups - 1) * cost_of_load;
  }
  /// Marks random numbers, and cheap functions of them and of numbers: a mask takes no memory.
  constexpr void find_masks() {
    for (id v = 0; v < Nodes; ++v)
      if (g[v].code == op::random || (mask.size() != 0 && is_cheap_of_masks(g[v]))) {
        if (mask.size() == 0) mask.resize(Nodes, false);
        mask[v] = true;
      }
  }
  constexpr bool is_cheap_of_masks(node const& n) const {
    if (!is_elementwise(n.code) || is_user_primitive(n.code) || flops_of_element(n) > 1) return false;
    bool reads_one = false;
    for (std::uint32_t i = 0; i < graph::operand_count(n); ++i) {
      node const& operand = g[graph::operand(n, i)];
      bool const is_number = operand.shape.size() == 1 && !operand.shape.is_batched();
      bool const is_kept = operand.code != op::leaf || !assigned[operand.leaf];
      if (!mask[graph::operand(n, i)] && !(is_number && is_kept)) return false;
      reads_one = reads_one || mask[graph::operand(n, i)];
    }
    return reads_one;
  }
  constexpr bool is_mask(id v) const { return mask.size() != 0 && mask[v]; }
  constexpr std::uint32_t flops_of_element(node const& n) const {
    return is_user_primitive(n.code) ? g.primitives[n.primitive()].flops : ops::entry_of(n.code).flops;
  }
  constexpr bool reads_in_core(id group, id operand) const {
    id const core = found.core[group];
    return core != none && (g[core].a == operand || g[core].b == operand);
  }
  constexpr void compute_in(id group, id v) {
    --sizes.inputs[group];
    count(v, group);
  }

  constexpr void count(id v, id group) {
    node const& n = g[v];
    if (is_core(n)) found.core[group] = v;
    if (!is_core(n) || found.stored[v]) ++sizes.operations[group];  // a core that is stored on the way is copied
    if (is_chained(n.code)) sizes.flops[group] += flops_of_element(n);
    if (n.code == op::random) ++sizes.inputs[group];
    if (n.code == op::random) return;
    if (!is_core(n)) sizes.constants[group] += constants_of(n);
    if (is_user_primitive(n.code)) sizes.primitive[group] = n.primitive();
    for (std::uint32_t i = 0; i < graph::operand_count(n); ++i) {
      id const operand = graph::operand(n, i);
      if (!is_core(n) && g[operand].code == op::constant) continue;
      // operands of a core are read at other positions than the one that is computed
      bool const in_place = is_elementwise(n.code) && g[operand].shape == n.shape;
      bool const is_new = readers_of[operand].add(group, in_place) || reads_in_core(group, operand);
      if (is_new && !is_core(n)) ++sizes.inputs[group];
    }
  }

  graph::view g;
  options how;
  bool again;
  bool copies_nodes = false;
  meta::list<consumers> readers_of;
  meta::list<bool> wanted;    // an output, or assigned
  meta::list<bool> assigned;  // of leaves
  meta::list<bool> mask;      // empty without random numbers
  group_sizes sizes;
};

/// Only a graph whose nodes are going to be copied may have nodes that several groups compute.
template <std::uint32_t Nodes>
constexpr fusion<Nodes> fuse(graph::view const& g, options const& how = {}, bool may_compute_again = false) {
  return grouping<Nodes>(g, how, may_compute_again).found;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
