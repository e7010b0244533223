// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/plain_builder.hpp"
#include "tapeless/rules/simplifier.hpp"

#include <vector>

namespace operations {

/// What was written without laws, written once more with them. (Each row's expression is lowered at run time by one
/// builder only: the laws are compiled once.)
inline tapeless::graph::id simplified(tapeless::rules::simplifier& to,
                                      tapeless::graph::id (*write)(tapeless::graph::plain_builder&)) {
  tapeless::graph::plain_builder from;
  tapeless::graph::id const root = write(from);
  std::vector<tapeless::graph::id> made(from.size());
  auto const at = [&](tapeless::graph::id v) { return v == tapeless::graph::none ? v : made[v]; };
  for (tapeless::graph::id v = 0; v <= root; ++v) {
    tapeless::graph::node n = from[v];
    n.a = at(n.a);
    n.b = at(n.b);
    n.c = at(n.c);
    if (n.code == tapeless::op::leaf) {
      tapeless::graph::leaf_info const& leaf = from.leaves[n.leaf];
      to.within_batch(n.shape.batch, [&] { return made[v] = to.leaf(leaf.kind, leaf.identifier, leaf.shape); });
    } else if (n.code == tapeless::op::constant) {
      made[v] = to.constant(n.value);
    } else if (n.code == tapeless::op::batch_size) {
      made[v] = to.batch_size(static_cast<std::uint32_t>(n.value));
    } else if (n.code == tapeless::op::broadcast) {
      made[v] = to.broadcast(n.a, n.shape);
    } else {
      made[v] = to.build(n);
    }
  }
  return made[root];
}

}  // namespace operations
