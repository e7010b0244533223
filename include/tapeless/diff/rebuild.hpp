// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/builder.hpp"

namespace tapeless::diff {

using graph::id;
using graph::node;
using graph::none;

/// The node `n` again, on other operands, through the builder's laws.
template <class B>
constexpr id again(B& b, node n, id x, id y, id z) {
  if (n.code == op::broadcast) {
    bool const has_batch = b[x].shape.is_batched();
    return b.broadcast(x, has_batch ? n.shape.with_batch(b[x].shape.batch) : n.shape);
  }
  n.a = x;
  n.b = y;
  n.c = z;
  return b.build(n);
}

/// Which nodes `root` is computed from, itself included.
template <class B>
constexpr meta::list<bool> nodes_below(B const& b, id root) {
  meta::list<bool> needed(root + 1, false);
  needed[root] = true;
  for (id v = root + 1; v-- > 0;)
    for (std::uint32_t i = 0; needed[v] && i < graph::operand_count(b[v]); ++i) needed[graph::operand(b[v], i)] = true;
  return needed;
}

/// The user's names follow the nodes they were given to: `made[v]` is what became of node v.
template <class B>
constexpr void names_follow(B& b, meta::list<id> const& made) {
  std::uint32_t const count = b.names.size();
  for (std::uint32_t i = 0; i < count; ++i) {
    graph::named_node const from = b.names[i];
    id const to = from.node < made.size() ? made[from.node] : none;
    bool known = to == none || to == from.node;
    for (std::uint32_t k = 0; k < b.names.size() && !known; ++k)
      known = b.names[k].node == to && b.names[k].identifier == from.identifier;
    if (!known) b.names.push_back({from.identifier, to, from.fingerprint});
  }
}

/// Writes the part of the graph below `root` again, with leaves, and random numbers, replaced by `leaf(id)` (which
/// returns its argument to keep one).
template <class B, class Leaf>
constexpr id rebuild(B& b, id root, Leaf const& leaf) {
  meta::list<bool> const needed = nodes_below(b, root);
  meta::list<id> made(root + 1, none);
  for (id v = 0; v <= root; ++v) {
    if (!needed[v]) continue;
    node const n = b[v];
    id const x = n.a == none ? none : made[n.a];
    id const y = n.b == none ? none : made[n.b];
    id const z = n.c == none ? none : made[n.c];
    bool const is_given = n.code == op::leaf || n.code == op::random;
    made[v] = is_given ? leaf(v) : x == n.a && y == n.b && z == n.c ? v : again(b, n, x, y, z);
  }
  names_follow(b, made);
  return made[root];
}

/// `root` with `replacement` in the place of the leaf `from`.
template <class B>
constexpr id substitute(B& b, id root, id from, id replacement) {
  return rebuild(b, root, [&](id candidate) { return candidate == from ? replacement : candidate; });
}

/// vmap of a node lowered for one sample: its per-sample leaves get a batch axis.
template <class B>
constexpr id vectorize(B& b, id root, std::uint32_t samples) {
  return rebuild(b, root, [&](id candidate) {
    if (node numbers = b[candidate]; numbers.code == op::random) {
      if (numbers.value != 0) numbers.shape.batch = samples;
      return b.insert(numbers);
    }
    std::uint32_t const ordinal = b[candidate].leaf;
    return is_per_sample(b.leaves[ordinal].kind) && !b[candidate].shape.is_batched() ? b.leaf_node(ordinal, samples)
                                                                                     : candidate;
  });
}

}  // namespace tapeless::diff
