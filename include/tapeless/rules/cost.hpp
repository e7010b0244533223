// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/frozen.hpp"
#include "tapeless/ops/records.hpp"

/// What operations cost, in floating-point operations. An addition, a multiplication, a comparison and a selection
/// count 1, a division and a square root 4, an elementary function about as many as its formula in math/ has arithmetic
/// instructions; what only moves elements or numbers is free. A model to compare expressions with, not a prediction of
/// time.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

/// Floating-point operations of node v, for the whole batch.
constexpr std::uint64_t flops_of(graph::view const& g, graph::id v) {
  graph::node const& n = g[v];
  if (n.code != op::random && (family_of(n.code) == family::source || is_movement(n.code))) return 0;
  if (is_user_primitive(n.code)) return std::uint64_t{g.primitives[n.primitive()].flops} * n.shape.total();
  if (is_chained(n.code)) return std::uint64_t{ops::entry_of(n.code).flops} * n.shape.total();
  extents const from = g[n.a].shape;
  if (n.code == op::product || n.code == op::batch_product_sum) {
    std::uint32_t const samples = n.code == op::product ? n.shape.batch : from.batch;
    return std::uint64_t{2} * n.shape.size() * (n.left_transposed ? from.rows : from.columns) *
           (samples == 0 ? 1 : samples);
  }
  if (auto const cost = ops::entry_of(n.code).cost; cost != nullptr) {
    extents const other = n.b == graph::none ? extents{} : g[n.b].shape;
    std::uint32_t const samples = n.shape.is_batched() ? n.shape.batch : from.batch;
    return cost(from, other) * (samples == 0 ? 1 : samples);
  }
  return std::uint64_t{ops::entry_of(n.code).flops} * from.total();
}

/// Floating-point operations of a whole graph.
constexpr std::uint64_t flops_of(graph::view const& g) {
  std::uint64_t total = 0;
  for (graph::id v = 0; v < g.node_count; ++v) total += flops_of(g, v);
  return total;
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
