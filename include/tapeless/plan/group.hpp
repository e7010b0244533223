// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/consumers.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

using graph::node;

/// Limits of one fused kernel: what its code (plan/elementwise_code.hpp) has room for.
inline constexpr std::uint32_t max_fused_operations = 24;
inline constexpr std::uint32_t max_fused_inputs = 12;
inline constexpr std::uint32_t max_fused_results = 4;
inline constexpr std::uint32_t max_gathered_numbers = 8;  ///< results that are one number each (gathering.hpp)

/// What a kernel computes. Each node belongs to a group: element-wise nodes of one shape, and at most one operation of
/// another kind, the core, whose result they take over element by element while it is in a register. Values inside a
/// group that somebody else wants are stored on the way.
template <std::uint32_t Nodes>
struct fusion {
  std::array<id, Nodes> root{};  ///< the group of a node, named after its last member
  std::array<id, Nodes> core{};  ///< of a group: its core, or none
  std::array<id, Nodes> loss{};  ///< of a group whose core is a softmax: the cross-entropy of the same logits, or none
  std::array<bool, Nodes> stored{};             ///< whether a node's value goes to memory
  std::array<bool, Nodes> by_class{};           ///< of a label: only its class is kept (labels.hpp)
  std::array<group_list, Nodes> computed_in{};  ///< the groups of what is cheaper to compute again (recomputation.hpp)
};

/// A softmax of all numbers of a sample, which are a vector.
constexpr bool is_softmax_of_a_line(node const& n) {
  bool const is_line = n.shape.rows == 1 || n.shape.columns == 1;
  return n.code == op::softmax && is_line && (n.axis() > 1 || (n.axis() == 0 ? n.shape.columns : n.shape.rows) == 1);
}
/// Operations whose kernels take over an element-wise chain.
constexpr bool is_core(node const& n) {
  return n.code == op::product || n.code == op::batch_product_sum || n.code == op::batch_sum || is_softmax_of_a_line(n);
}

/// The outer product of two vectors of one sample. A number that multiplies it may as well multiply one of the vectors.
constexpr bool is_one_outer_product(graph::view const& g, id v) {
  node const& n = g[v];
  return n.code == op::batch_product_sum && !n.left_transposed && n.right_transposed && g[n.a].shape.columns == 1 &&
         g[n.b].shape.columns == 1 && g[n.a].shape.batch <= 1 && g[n.b].shape.batch <= 1;
}

/// A tile computes chains of more flops in a loop, by way of memory.
inline constexpr std::uint32_t most_flops_of_a_tile = 16;

/// How far the limits of each group are used up.
struct group_sizes {
  explicit constexpr group_sizes(std::uint32_t nodes)
      : operations(nodes, 0),
        flops(nodes, 0),
        inputs(nodes, 0),
        constants(nodes, 0),
        results(nodes, 1),
        primitive(nodes, none) {}

  meta::list<std::uint32_t> operations;
  meta::list<std::uint32_t> flops;  // of an element
  meta::list<std::uint32_t> inputs;
  meta::list<std::uint32_t> constants;
  meta::list<std::uint32_t> results;
  meta::list<std::uint32_t> primitive;  // the user's primitive that the group calls
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
