// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/derivative.hpp"

namespace tapeless::diff {

using graph::id;
using graph::node;
using graph::none;

/// Brings an adjoint to its node's shape: what was repeated is summed, what was summed is repeated.
template <class B>
constexpr id fit(B& b, id adjoint, extents shape) {
  if (shape.is_scalar() && !b[adjoint].shape.is_scalar()) adjoint = b.apply(op::sum, adjoint);
  if (!shape.is_batched() && b[adjoint].shape.is_batched()) adjoint = b.apply(op::batch_sum, adjoint);
  return b.broadcast(adjoint, shape);
}

/// The reverse sweep of one scalar node: adjoints of all nodes it depends on, in one pass from the output to the
/// leaves.
template <class B>
constexpr void sweep(B& b, id root, meta::list<id>& adjoint) {
  meta::list<bool> differentiable(root + 1, false);
  for (id v = 0; v <= root; ++v) {
    node const& n = b[v];
    bool depends = n.code == op::leaf && b.leaves[n.leaf].kind != leaf_kind::label;
    for (std::uint32_t i = 0; i < graph::operand_count(n); ++i)
      depends = depends || (!rules::has_zero_derivative(n.code, i) && differentiable[graph::operand(n, i)]);
    differentiable[v] = depends;
  }
  adjoint.resize(root + 1, none);
  adjoint[root] = b.constant(1);
  for (id v = root + 1; v-- > 0;) {
    if (adjoint[v] == none || !differentiable[v]) continue;
    node const n = b[v];
    for (std::uint32_t i = 0; i < graph::operand_count(n); ++i) {
      id const x = graph::operand(n, i);
      if (!differentiable[x] || rules::has_zero_derivative(n.code, i)) continue;
      extents const shape = b[x].shape;  // before the graph grows: b[x] moves
      id const contribution = fit(b, rules::vjp(b, v, i, adjoint[v]), shape);
      adjoint[x] = adjoint[x] == none ? contribution : b.apply(op::add, adjoint[x], contribution);
    }
  }
}

/// The adjoint of `target` in the derivative of the scalar `root`; zeros where root does not depend on it. The sweep of
/// a root is done once for all targets: gradients of one loss with respect to many parameters cost one pass.
template <class B>
constexpr id adjoint_of(B& b, id root, id target) {
  id found = none;
  if (!b.swept_adjoint(root, target, found)) {
    meta::list<id> adjoint;
    sweep(b, root, adjoint);
    b.remember_sweep(root, adjoint);
    found = target <= root ? adjoint[target] : none;
  }
  extents const shape = b[target].shape;
  return found == none ? b.broadcast(b.constant(0), shape) : found;
}

}  // namespace tapeless::diff
