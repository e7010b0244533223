// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/meta/target.hpp"

namespace tapeless::inline TAPELESS_TARGET::plan {

using graph::id;
using graph::node;
using graph::none;

/// Limits of one fused element-wise kernel: what its code (plan/elementwise_code.hpp) has room for.
inline constexpr std::uint32_t max_fused_operations = 24;
inline constexpr std::uint32_t max_fused_inputs = 12;

/// For each node the node whose kernel computes it: itself, or the root of the element-wise chain it is fused into.
template <std::uint32_t Nodes>
struct fusion {
  std::array<id, Nodes> root{};
};

/// A node joins the chain of its consumers if it is element-wise, all its consumers are in one chain of its own shape, nobody else
/// wants its value, and the chain has room. Then its value lives in a register only. A chain calls at most one of the user's primitives.
template <std::uint32_t Nodes>
constexpr fusion<Nodes> fuse(graph::view const& g) {
  constexpr id several = none - 1;
  fusion<Nodes> f{};
  meta::list<id> consumer(Nodes, none);  // the chain of all consumers so far, or `several`
  meta::list<std::uint32_t> operations(Nodes, 0);
  meta::list<std::uint32_t> inputs(Nodes, 0);
  meta::list<std::uint32_t> primitive(Nodes, none);  // the user's primitive that the chain calls
  for (std::uint32_t o = 0; o < g.output_count; ++o) consumer[g.outputs[o]] = several;
  for (std::uint32_t a = 0; a < g.assign_count; ++a) consumer[g.assigns[a].value] = several;
  for (id v = Nodes; v-- > 0;) {
    node const& n = g[v];
    id const chain = consumer[v];
    std::uint32_t const arity = graph::operand_count(n);
    bool const user_made = is_user_primitive(n.code);
    bool const joins = is_elementwise(n.code) && chain != none && chain != several && n.shape == g[chain].shape &&
                       operations[chain] < max_fused_operations && inputs[chain] + arity <= max_fused_inputs + 1 &&
                       (!user_made || primitive[chain] == none || primitive[chain] == n.primitive());
    f.root[v] = joins ? chain : v;
    if (joins)
      inputs[chain] += arity - 1;
    else
      inputs[v] = arity;
    ++operations[f.root[v]];
    if (user_made) primitive[f.root[v]] = n.primitive();
    for (std::uint32_t i = 0; i < arity; ++i) {
      id& known = consumer[graph::operand(n, i)];
      id const mine = is_elementwise(n.code) ? f.root[v] : several;
      known = known == none || known == mine ? mine : several;
    }
  }
  return f;
}

}  // namespace tapeless::inline TAPELESS_TARGET::plan
