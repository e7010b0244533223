// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/group.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

constexpr bool is_label(graph::view const& g, id v) {
  return g[v].code == op::leaf && g.leaves[g[v].leaf].kind == leaf_kind::label;
}
/// The class of a label, as a number: read where it is bound.
constexpr bool is_class_index(graph::view const& g, node const& n) {
  return n.code == op::argmax && n.shape.is_scalar() && is_label(g, n.a);
}

/// As a value lies in memory: of a label it may be one number, its class.
template <std::uint32_t Nodes>
constexpr extents kept_shape(graph::view const& g, fusion<Nodes> const& fused, id v) {
  return fused.by_class[v] ? extents{1, 1, g[v].shape.batch} : g[v].shape;
}

/// Whether whoever computes n can make the elements of a label's one-hot vector from its class: 1 where an element's
/// number is the class, else 0. Element by element, or for a cross-entropy over all classes, as its truth.
constexpr bool can_read_class(graph::view const& g, node const& n, std::uint32_t operand) {
  node const& label = g[graph::operand(n, operand)];
  if (is_chained(n.code)) return same_matrix(n.shape, label.shape);
  return n.code == op::softmax_cross_entropy && operand == 1 && n.axis() != 1 && same_matrix(g[n.a].shape, label.shape);
}

/// Finds the labels of which the class is kept, one number for each sample, and no one-hot vector (1,280 bytes for 32
/// samples of 10 classes): all that reads them can read that. `wanted` are outputs and what is assigned. Floats count
/// so far exactly.
template <std::uint32_t Nodes>
constexpr void keep_classes(graph::view const& g, fusion<Nodes>& found, meta::list<bool> const& wanted) {
  constexpr std::uint32_t most_classes = 1u << 24;
  for (id v = 0; v < Nodes; ++v)
    found.by_class[v] = is_label(g, v) && !wanted[v] && g[v].shape.size() != 1 && g[v].shape.size() <= most_classes;
  for (id v = 0; v < Nodes; ++v)
    for (std::uint32_t nth = 0; nth < graph::operand_count(g[v]); ++nth)
      if (id const used = graph::operand(g[v], nth);
          found.by_class[used] && !is_class_index(g, g[v]) && !can_read_class(g, g[v], nth))
        found.by_class[used] = false;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
