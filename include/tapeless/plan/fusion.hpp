// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/meta/target.hpp"

namespace tapeless::inline TAPELESS_TARGET::plan {

using graph::id;
using graph::node;
using graph::none;

/// Limits of one fused kernel: what its code (plan/elementwise_code.hpp) has room for.
inline constexpr std::uint32_t max_fused_operations = 24;
inline constexpr std::uint32_t max_fused_inputs = 12;
inline constexpr std::uint32_t max_fused_results = 4;

/// How much a plan fuses. Programs fuse everything; what is written as C keeps to element-wise chains of one result.
enum class fusing : std::uint8_t { chains, everything };

/// What a kernel computes. Each node belongs to a group: element-wise nodes of one shape, and at most one operation of
/// another kind, the core, whose result they take over element by element while it is in a register. Values inside a
/// group that somebody else wants are stored on the way.
template <std::uint32_t Nodes>
struct fusion {
  std::array<id, Nodes> root{};  ///< the group of a node, named after its last member
  std::array<id, Nodes> core{};  ///< of a group: its core, or none
  std::array<id, Nodes> loss{};  ///< of a group whose core is a softmax: the cross-entropy of the same logits, or none
  std::array<bool, Nodes> stored{};  ///< whether a node's value goes to memory
};

/// A softmax of all numbers of a sample.
constexpr bool is_softmax_of_a_line(node const& n) {
  return n.code == op::softmax && (n.axis() > 1 || (n.axis() == 0 ? n.shape.columns : n.shape.rows) == 1);
}
/// Operations whose kernels take over an element-wise chain.
constexpr bool is_core(node const& n) {
  return n.code == op::product || n.code == op::batch_product_sum || n.code == op::batch_sum || is_softmax_of_a_line(n);
}

/// The outer product of two vectors of one sample. A number that multiplies it may as well multiply one of the vectors.
constexpr bool is_one_outer_product(graph::view const& g, id v) {
  node const& n = g[v];
  return n.code == op::batch_product_sum && !n.left_transposed && n.right_transposed && g[n.a].shape.columns == 1 &&
         g[n.b].shape.columns == 1 && g[n.a].shape.batch == 1 && g[n.b].shape.batch == 1;
}

/// A node joins the group of its consumers if all of them are in one group of its own shape, and the group has room. Nobody outside
/// reads a member, so groups cannot wait for each other in a circle. A group calls at most one of the user's primitives.
template <std::uint32_t Nodes>
class grouping {
public:
  constexpr grouping(graph::view const& graph, fusing how_much)
      : g(graph),
        policy(how_much),
        consumer(Nodes, none),
        wanted(Nodes, false),
        operations(Nodes, 0),
        inputs(Nodes, 0),
        results(Nodes, 1),
        primitive(Nodes, none) {
    for (std::uint32_t o = 0; o < g.output_count; ++o) wanted[g.outputs[o]] = true;
    for (std::uint32_t a = 0; a < g.assign_count; ++a) wanted[g.assigns[a].value] = true;
    for (id v = 0; v < Nodes; ++v) found.core[v] = found.loss[v] = none;
    for (id v = Nodes; v-- > 0;) {
      if (joins(v))
        join(v, consumer[v]);
      else
        found_group(v);
      mark_operands(v);
    }
    if (policy == fusing::everything)
      for (id v = 0; v < Nodes; ++v)
        if (g[v].code == op::softmax_cross_entropy) join_softmax(v);
  }

  fusion<Nodes> found{};

private:
  static constexpr id several = none - 1;

  constexpr bool joins(id v) const {
    node const& n = g[v];
    id const group = consumer[v];
    if (group == none || group == several || n.shape != g[group].shape) return false;
    if (wanted[v] && (policy == fusing::chains || results[group] == max_fused_results)) return false;
    if (is_core(n)) return policy == fusing::everything && found.core[group] == none && !wanted[v];
    bool const user_made = is_user_primitive(n.code);
    return is_elementwise(n.code) && operations[group] < max_fused_operations &&
           inputs[group] + graph::operand_count(n) <= max_fused_inputs + 1 &&
           (!user_made || primitive[group] == none || primitive[group] == n.primitive());
  }
  constexpr void join(id v, id group) {
    found.root[v] = group;
    found.stored[v] = wanted[v];
    if (wanted[v]) ++results[group];
    count(v, group);
    --inputs[group];
  }
  constexpr void found_group(id v) {
    found.root[v] = v;
    found.stored[v] = true;
    count(v, v);
  }
  constexpr void count(id v, id group) {
    if (is_core(g[v])) {
      found.core[group] = v;
      return;
    }
    ++operations[group];
    inputs[group] += graph::operand_count(g[v]);
    if (is_user_primitive(g[v].code)) primitive[group] = g[v].primitive();
  }
  /// Operands of a core are read at other positions than the one that is computed: they never join.
  constexpr void mark_operands(id v) {
    id const mine = is_elementwise(g[v].code) ? found.root[v] : several;
    for (std::uint32_t i = 0; i < graph::operand_count(g[v]); ++i) {
      id& known = consumer[graph::operand(g[v], i)];
      known = known == none || known == mine ? mine : several;
    }
  }

  /// A loss and the softmax of the same logits are computed in one pass, unless one of them has to wait for the other.
  constexpr void join_softmax(id loss) {
    for (id v = 0; v < Nodes; ++v) {
      id const group = found.root[v];
      if (found.core[group] != v || g[v].code != op::softmax || g[v].a != g[loss].a) continue;
      bool const possible =
          g[v].shape.batch == g[loss].shape.batch && found.loss[group] == none && results[group] < max_fused_results;
      if (!possible) continue;
      found.root[loss] = group;
      if (!waits_for_itself(group, loss)) {
        found.loss[group] = loss;
        return;
      }
      found.root[loss] = loss;
    }
  }
  /// Whether something that has to wait for the group is needed inside; the loss and the chain find each other in memory only.
  constexpr bool waits_for_itself(id group, id loss) const {
    meta::list<bool> waits(Nodes, false);
    waits[group] = true;
    for (bool more = true; more;) {
      more = false;
      for (id v = 0; v < Nodes; ++v)
        for (std::uint32_t i = 0; i < graph::operand_count(g[v]); ++i) {
          id const operand = graph::operand(g[v], i);
          id const user = found.root[v];
          bool const in_a_register = found.root[operand] == user && v != loss && operand != loss;
          if (in_a_register || !waits[found.root[operand]]) continue;
          if (user == group) return true;
          if (!waits[user]) waits[user] = more = true;
        }
    }
    return false;
  }

  graph::view g;
  fusing policy;
  meta::list<id> consumer;  // the group of all consumers so far, or `several`
  meta::list<bool> wanted;  // an output, or assigned
  meta::list<std::uint32_t> operations;
  meta::list<std::uint32_t> inputs;
  meta::list<std::uint32_t> results;
  meta::list<std::uint32_t> primitive;  // the user's primitive that the group calls
};

template <std::uint32_t Nodes>
constexpr fusion<Nodes> fuse(graph::view const& g, fusing how_much = fusing::everything) {
  return grouping<Nodes>(g, how_much).found;
}

}  // namespace tapeless::inline TAPELESS_TARGET::plan
