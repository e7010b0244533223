// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/expr/op.hpp"
#include "tapeless/meta/hash.hpp"
#include "tapeless/meta/name.hpp"
#include "tapeless/shape/rules.hpp"

#include <cstdint>

namespace tapeless::graph {

/// A node's number; operands have smaller numbers than the node that uses them, so ascending order is a topological order.
using id = std::uint32_t;
inline constexpr id none = 0xffffffffu;

/// One operation of the graph: small, plain, comparable.
struct node {
  op code = op::constant;
  bool left_transposed = false;   ///< products only
  bool right_transposed = false;  ///< products only
  extents shape{};
  id a = none;
  id b = none;
  id c = none;
  std::uint32_t leaf = none;  ///< index into the leaf table
  double value = 0;           ///< of a constant

  friend constexpr bool operator==(node const& x, node const& y) {
    return x.code == y.code && x.a == y.a && x.b == y.b && x.c == y.c && x.leaf == y.leaf && x.shape == y.shape &&
           x.left_transposed == y.left_transposed && x.right_transposed == y.right_transposed &&
           __builtin_bit_cast(std::uint64_t, x.value) == __builtin_bit_cast(std::uint64_t, y.value);
  }
};

constexpr std::uint32_t operand_count(node const& n) {
  return n.a == none ? 0u : n.b == none ? 1u : n.c == none ? 2u : 3u;
}
constexpr id operand(node const& n, std::uint32_t i) { return i == 0 ? n.a : i == 1 ? n.b : n.c; }

constexpr std::uint64_t hash(node const& n) {
  std::uint64_t const head = static_cast<std::uint64_t>(n.code) << 8 | std::uint64_t{n.left_transposed} << 1 |
                             std::uint64_t{n.right_transposed};
  std::uint64_t h = meta::mix(head << 32 | n.leaf, std::uint64_t{n.a} << 32 | n.b);
  h = meta::mix(h, std::uint64_t{n.c} << 32 | n.shape.batch);
  return meta::mix(h,
                   __builtin_bit_cast(std::uint64_t, n.value) ^ (std::uint64_t{n.shape.rows} << 20 | n.shape.columns));
}

/// A leaf: its name and what it is bound to. `shape` is that of one sample.
struct leaf_info {
  leaf_kind kind = leaf_kind::input;
  extents shape{};
  name identifier{};
};

/// The shape of `code` applied to operands of the given shapes; a broadcast's shape is given, not derived.
constexpr extents result_extents(op code, bool left_transposed, bool right_transposed, extents a, extents b,
                                 extents c) {
  if (is_elementwise_unary(code) || code == op::softmax || code == op::log_softmax) return a;
  if (is_elementwise_binary(code)) return shape::elementwise(a, b);
  if (code == op::select) return shape::elementwise(a, shape::elementwise(b, c));
  if (code == op::transpose) return a.transposed();
  extents const left = left_transposed ? a.transposed() : a;
  extents const right = right_transposed ? b.transposed() : b;
  if (code == op::product) return shape::product(left, right);
  if (code == op::batch_product_sum) return shape::product(left, right).with_batch(0);
  if (code == op::batch_sum) return a.with_batch(0);
  return {1, 1,
          code == op::softmax_cross_entropy ? shape::common_batch(a, b) : a.batch};  // the reductions within a sample
}

}  // namespace tapeless::graph
