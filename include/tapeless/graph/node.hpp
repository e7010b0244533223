// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/hash.hpp"
#include "tapeless/meta/name.hpp"
#include "tapeless/ops/detail.hpp"
#include "tapeless/ops/records.hpp"
#include "tapeless/shape/rules.hpp"

#include <cstdint>

namespace tapeless::graph {

/// A node's number; operands have smaller numbers than the node that uses them, so ascending order is a topological
/// order.
using id = std::uint32_t;
inline constexpr id none = 0xffffffffu;

/// The detail of a parameter's leaf within `freeze`.
inline constexpr std::uint64_t frozen_leaf = 1;

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
  std::uint64_t detail = 0;   ///< what else an operation needs to know; which of the following, its code says

  /// Reductions, normalizations, concatenation: 0, 1, or all_axes.
  constexpr std::uint32_t axis() const { return axis_of(detail); }
  /// Slice and pad: where the block begins in the larger matrix.
  constexpr std::uint32_t row() const { return row_of(detail); }
  constexpr std::uint32_t column() const { return column_of(detail); }
  constexpr ops::attributes attributes() const { return {detail, left_transposed, right_transposed}; }
  /// A user's primitive: index into the table of primitives.
  constexpr std::uint32_t primitive() const { return static_cast<std::uint32_t>(detail); }

  friend constexpr bool operator==(node const& x, node const& y) {
    return x.code == y.code && x.a == y.a && x.b == y.b && x.c == y.c && x.leaf == y.leaf && x.shape == y.shape &&
           x.left_transposed == y.left_transposed && x.right_transposed == y.right_transposed && x.detail == y.detail &&
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
  h = meta::mix(h, (std::uint64_t{n.c} << 32 | n.shape.batch) + n.detail);
  return meta::mix(h,
                   __builtin_bit_cast(std::uint64_t, n.value) ^ (std::uint64_t{n.shape.rows} << 20 | n.shape.columns));
}

/// A leaf: its name and what it is bound to. `shape` is that of one sample.
struct leaf_info {
  leaf_kind kind = leaf_kind::input;
  extents shape{};
  name identifier{};
  double initial = no_initial_value;  ///< what all elements are when a store is initialized
  data_format format = data_format::of_program;
};

/// The shape of random numbers, a broadcast, a reshape, a slice, a pad or a repeat is given where it is written; that
/// of all others follows from the operands'.
constexpr bool has_given_shape(op code) {
  return code == op::random || code == op::broadcast || code == op::reshape || code == op::slice || code == op::pad ||
         code == op::repeat;
}

/// The shape of `n` with operands of the given shapes.
constexpr extents result_extents(node const& n, extents a, extents b, extents c) {
  if (is_elementwise_binary(n.code)) return shape::elementwise(a, b);
  if (n.code == op::broadcast || n.code == op::random) return n.shape;
  if (is_elementwise_unary(n.code)) return a;
  if (n.code == op::select) return shape::elementwise(a, shape::elementwise(b, c));
  return ops::visit_structural(n.code, [&]<op Code>() { return ops::record<Code>::shape(n, a, b); });
}

}  // namespace tapeless::graph
