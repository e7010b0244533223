// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/target/current.hpp"

/// A batch of one sample is no batch: the same graph without the axis, in which a sum over samples is what it adds up.
/// What then has the shape of a parameter joins the kernels of what belongs to the sample: the update of a bias that of
/// its layer's δ, for instance. What differed in its axis only is one node now.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

using graph::id;
using graph::node;
using graph::none;

/// The nodes of a graph in the order they get without sums over samples, which have none. What is computed element by
/// element comes right behind its last operand, and so before the products that read the same: a kernel is one of the
/// first that reads a value (fusion.hpp).
template <std::uint32_t Nodes>
class early_order {
public:
  constexpr explicit early_order(node const* nodes) : g(nodes), missing(Nodes, 0), first(Nodes + 1, 0) {
    for (id v = 0; v < Nodes; ++v)
      for_operands(v, [&](id used) {
        ++missing[v];
        ++first[used + 1];
      });
    for (id v = 0; v < Nodes; ++v) first[v + 1] += first[v];
    reader.resize(first[Nodes], none);
    meta::list<std::uint32_t> filled(Nodes, 0);
    for (id v = 0; v < Nodes; ++v) for_operands(v, [&](id used) { reader[first[used] + filled[used]++] = v; });
    number.fill(none);
    for (id v = 0; v < Nodes; ++v)
      if (graph::operand_count(g[v]) == 0) place_with_followers(v);
    for (id v = 0; v < Nodes; ++v) place_with_followers(v);
  }
  std::array<id, Nodes> number{};
  std::array<node, Nodes> placed{};  // without batch axis
  id count = 0;

private:
  template <class F>
  constexpr void for_operands(id v, F const& f) const {
    for (std::uint32_t i = 0; i < graph::operand_count(g[v]); ++i) f(graph::operand(g[v], i));
  }
  constexpr bool follows(id v) const { return is_chained(g[v].code) || g[v].code == op::batch_sum; }
  constexpr void place_with_followers(id v) {
    meta::list<id> ready;
    if (number[v] == none) ready.push_back(v);
    for (std::uint32_t i = 0; i < ready.size(); ++i) {
      id const next = ready[i];
      number[next] = g[next].code == op::batch_sum ? number[g[next].a] : place(g[next]);
      for (std::uint32_t e = first[next]; e < first[next + 1]; ++e)
        if (--missing[reader[e]] == 0 && follows(reader[e])) ready.push_back(reader[e]);
    }
  }

  constexpr id place(node n) {
    n.shape = n.shape.with_batch(0);
    for (id* const used : {&n.a, &n.b, &n.c})
      if (*used != none) *used = number[*used];
    std::uint64_t const key = graph::hash(n);
    id const known = structure.find_if(key, [&](id candidate) { return placed[candidate] == n; });
    if (known != none) return known;
    structure.insert(key, count);
    placed[count] = n;
    return count++;
  }

  node const* g;
  meta::hash_map structure;
  meta::list<std::uint32_t> missing;  // operands that are not placed yet
  meta::list<std::uint32_t> first;    // of the readers of a node
  meta::list<id> reader;
};

template <graph::sizes Size>
constexpr std::uint32_t count_without_sums(graph::frozen<Size> const& g) {
  return early_order<Size.nodes>(g.nodes.data()).count;
}

template <std::uint32_t Count, graph::sizes Size>
constexpr graph::frozen<graph::with_nodes<Size>(Count)> without_sums(graph::frozen<Size> const& g) {
  early_order<Size.nodes> const order(g.nodes.data());
  graph::frozen<graph::with_nodes<Size>(Count)> made{};
  for (id v = 0; v < Count; ++v) made.nodes[v] = order.placed[v];
  copy_all_but_nodes(made, g, order.number);
  return made;
}

/// What is planned for a program: its graph, for one sample without batch axis.
template <auto const& Lowered>
inline constexpr auto const& without_batch_of_one = Lowered;

template <auto const& Lowered>
  requires(Lowered.batch == 1)
inline constexpr auto without_batch_of_one<Lowered> = without_sums<count_without_sums(Lowered)>(Lowered);

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
