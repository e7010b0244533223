// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/target/current.hpp"

/// Groups of nodes that readers know by one name.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

using graph::id;
using graph::node;
using graph::none;

/// The loss ℓ in (Σ ℓ)/k, ℓ a logistic loss of k elements (or in ℓ itself, if it is a scalar): binary cross-entropy from logits.
constexpr id mean_logistic_loss(graph::view const& g, id v) {
  node const& here = g[v];
  if (here.code == op::logistic_loss) return here.shape.size() == 1 ? v : none;
  if (here.code != op::divide || g[here.a].code != op::sum || g[here.b].code != op::constant) return none;
  id const loss = g[here.a].a;
  bool const is_mean = g[here.b].value == static_cast<double>(g[loss].shape.size());
  return is_mean && g[loss].code == op::logistic_loss && g[here.a].axis() == all_axes ? loss : none;
}

/// (Σ over samples of e)/n
constexpr bool is_batch_mean(graph::view const& g, id v) {
  node const& here = g[v];
  if (here.code != op::divide || g[here.b].code != op::batch_size) return false;
  return g[here.a].code == op::batch_sum || g[here.a].code == op::batch_product_sum;
}

/// The node that applies `code` to `a`, or none.
constexpr id application_of(graph::view const& g, op code, id a) {
  for (id v = a + 1; v < g.node_count; ++v)
    if (g[v].code == code && g[v].a == a) return v;
  return none;
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
