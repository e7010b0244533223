// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/tangent.hpp"

/// The derivative rules for many tangents, or many adjoints, at once. A stack belongs to a node x of s elements: an s×n
/// matrix, row e of which belongs to element e of x, counted row after row, and column k of which is one tangent (or
/// adjoint) of x. A stack diag(v) is kept as such: element-wise functions keep it diagonal, and a product with it
/// scales.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

enum class direction : std::uint8_t { forward, reverse };

/// x as one column, row after row.
template <class B>
constexpr id as_column(B& b, id x) {
  return b.reshape(x, {b[x].shape.size(), 1});
}
template <class B>
constexpr id identity_stack(B& b, std::uint32_t size) {
  return b.apply(op::diagonal_matrix, b.broadcast(b.constant(1), {size, 1}));
}
/// A stack of a scalar, for all `rows` elements that the scalar is combined with.
template <class B>
constexpr id spread_stack(B& b, id stack, std::uint32_t rows) {
  extents const shape = b[stack].shape;
  if (shape.rows == rows) return stack;
  return shape.columns == 1 ? b.broadcast(stack, {rows, 1, shape.batch}) : b.repeat(stack, {rows, shape.columns});
}
/// An operand's value once for each column of a stack; a scalar combines as it is.
template <class B>
constexpr id beside_stack(B& b, id x, id stack) {
  if (x == none || b[x].shape.is_scalar()) return x;
  extents const shape = b[stack].shape;  // before the graph grows: b[stack] moves
  return b.repeat(as_column(b, x), shape);
}

/// The sum of two stacks, either of which may be missing; two diagonal ones stay diagonal.
template <class B>
constexpr id sum_of_stacks(B& b, id first, id second) {
  if (first == none) return second;
  if (!is(b, first, op::diagonal_matrix) || !is(b, second, op::diagonal_matrix)) return b.apply(op::add, first, second);
  return b.apply(op::diagonal_matrix, b.apply(op::add, b[first].a, b[second].a));
}

/// A rule for one tangent or adjoint, applied to every column by itself: what is always right, and n times as long.
template <class B, class Rule>
constexpr id column_by_column(B& b, id stack, extents shape, Rule const& rule) {
  id made = none;
  extents const all = b[stack].shape;
  for (std::uint32_t k = 0; k < all.columns; ++k) {
    id const one = b.reshape(b.slice(stack, 0, k, {all.rows, 1}), shape);
    id const column = as_column(b, rule(one));
    made = made == none ? column : b.concatenate(made, column, 1);
  }
  return made;
}

/// An element-wise function: its rule on operands repeated beside the stack. On a diagonal stack, its rule on the
/// diagonal.
template <class B>
constexpr id stacked_elementwise(B& b, id y, std::uint32_t which, id stack) {
  node n = b[y];
  id const x = graph::operand(n, which);
  if (is(b, stack, op::diagonal_matrix) && b[x].shape.columns == 1 && b[x].shape.rows == n.shape.rows)
    return b.apply(op::diagonal_matrix, vjp_elementwise(b, n, y, which, b[stack].a));
  id const full = spread_stack(b, stack, n.shape.size());
  n.a = beside_stack(b, n.a, full);
  n.b = beside_stack(b, n.b, full);
  n.c = beside_stack(b, n.c, full);
  return vjp_elementwise(b, n, beside_stack(b, y, full), which, full);
}

/// P·X for every X in the stack, each of `inner` rows: with X row after row in a column, all of them side by side are
/// one matrix.
template <class B>
constexpr id times_stack(B& b, id p, bool transposed, id stack, std::uint32_t inner) {
  if (is(b, stack, op::diagonal_matrix) && b[stack].shape.rows == inner) {
    id const left = transposed ? b.apply(op::transpose, p) : p;
    extents const shape = b[left].shape;
    return b.apply(op::multiply, left, b.repeat(b.apply(op::transpose, b[stack].a), shape));
  }
  extents const shape = b[stack].shape;
  std::uint32_t const width = shape.rows / inner;
  id const made = b.product(p, transposed, b.reshape(stack, {inner, width * shape.columns}), false);
  return b.reshape(made, {b[made].shape.rows * width, shape.columns});
}
/// X·Q for every X in the stack, each of `inner` columns.
template <class B>
constexpr id stack_times(B& b, id stack, id q, bool transposed, std::uint32_t inner) {
  extents const shape = b[stack].shape;
  std::uint32_t const height = shape.rows / inner;
  id const rows = b.reshape(b.apply(op::transpose, stack), {shape.columns * height, inner});
  id const made = b.product(rows, false, q, transposed);
  return b.apply(op::transpose, b.reshape(made, {shape.columns, height * b[made].shape.columns}));
}
/// Xᵀ for every X in the stack; a vector's elements are in the same order either way.
template <class B>
constexpr id transposed_stack(B& b, id stack, extents shape) {
  if (shape.rows == 1 || shape.columns == 1) return stack;
  return column_by_column(b, stack, shape, [&](id one) { return b.apply(op::transpose, one); });
}

/// C = op(A)·op(B): dC = op(dA)·op(B) + op(A)·op(dB), one of the two.
template <class B>
constexpr id jvp_stack_product(B& b, node const& n, std::uint32_t which, id stack) {
  extents const a = b[n.a].shape;
  extents const c = b[n.b].shape;
  std::uint32_t const inner = n.left_transposed ? a.rows : a.columns;
  if (which == 0)
    return stack_times(b, n.left_transposed ? transposed_stack(b, stack, a) : stack, n.b, n.right_transposed, inner);
  return times_stack(b, n.a, n.left_transposed, n.right_transposed ? transposed_stack(b, stack, c) : stack, inner);
}
/// The adjoint of op(A) is G·op(B)ᵀ, that of op(B) is op(A)ᵀ·G.
template <class B>
constexpr id vjp_stack_product(B& b, node const& n, std::uint32_t which, id stack) {
  extents const made = b[n.a].shape;
  extents const other = b[n.b].shape;
  std::uint32_t const rows = n.left_transposed ? made.columns : made.rows;
  std::uint32_t const columns = n.right_transposed ? other.rows : other.columns;
  if (which == 0) {
    id const adjoint = stack_times(b, stack, n.b, !n.right_transposed, columns);
    return n.left_transposed ? transposed_stack(b, adjoint, made.transposed()) : adjoint;
  }
  id const adjoint = times_stack(b, n.a, !n.left_transposed, stack, rows);
  return n.right_transposed ? transposed_stack(b, adjoint, other.transposed()) : adjoint;
}

/// Softmax of a vector: the Jacobian diag(y) − y·yᵀ, applied as y ⊙ t − y·(yᵀ·t); symmetric, so the same both ways.
template <class B>
constexpr id stacked_softmax(B& b, id y, id stack) {
  id const diagonal_part = is(b, stack, op::diagonal_matrix)
                               ? b.apply(op::diagonal_matrix, b.apply(op::multiply, y, b[stack].a))
                               : b.apply(op::multiply, beside_stack(b, y, stack), stack);
  id const expected = times_stack(b, y, true, stack, b[y].shape.rows);
  return b.apply(op::subtract, diagonal_part, b.product(y, false, expected, false));
}

/// A scalar made of one operand: its gradient is a vector w, its stack wᵀ·T, its adjoints w·G.
template <class B>
constexpr id stacked_scalar(B& b, direction way, id y, std::uint32_t which, id stack) {
  extents const shape = b[graph::operand(b[y], which)].shape;
  bool const plain_sum = b[y].code == op::sum;
  if (plain_sum && way == direction::reverse) return spread_stack(b, stack, shape.size());
  if (plain_sum && !is(b, stack, op::diagonal_matrix)) return b.along(op::sum, 0, stack);
  if (plain_sum) return b.apply(op::transpose, b[stack].a);
  id const slope = as_column(b, b.broadcast(vjp(b, y, which, b.constant(1)), shape));
  return way == direction::forward ? times_stack(b, slope, true, stack, shape.size())
                                   : b.product(slope, false, stack, false);
}

/// dx − (Σ p dx) of each column, and its transpose g − p·(Σ g).
template <class B>
constexpr id stacked_log_softmax(B& b, direction way, id x, id stack) {
  id const p = b.apply(op::softmax, x);
  id const full = b[stack].shape.columns == 1 ? b.broadcast(stack, b[stack].shape) : stack;
  extents const shape = b[full].shape;
  id const all = way == direction::forward ? b.repeat(times_stack(b, p, true, full, b[x].shape.rows), shape)
                                           : b.product(p, false, b.along(op::sum, 0, full), false);
  return b.apply(op::subtract, full, all);
}

/// Movements that leave the elements, counted row after row, side by side: a block of whole rows, and what keeps the
/// order.
template <class B>
constexpr bool keeps_row_order(B const& b, node const& n) {
  extents const from = b[n.a].shape;
  if (n.code == op::reshape) return true;
  if (n.code == op::transpose) return from.rows == 1 || from.columns == 1;
  if (n.code == op::slice || n.code == op::pad) return from.columns == n.shape.columns;
  return n.code == op::concatenate && (n.axis() == 0 || n.shape.rows == 1);
}
/// Where, in the larger of the two, the elements of operand `which` begin.
template <class B>
constexpr std::uint32_t first_row(B const& b, node const& n, std::uint32_t which) {
  if (n.code == op::concatenate) return which == 0 ? 0 : b[n.a].shape.size();
  return n.code == op::slice || n.code == op::pad ? n.row() * n.shape.columns : 0;
}
template <class B>
constexpr id stacked_movement(B& b, direction way, node const& n, std::uint32_t which, id stack) {
  extents const from = b[graph::operand(n, which)].shape;
  std::uint32_t const wanted = way == direction::forward ? n.shape.size() : from.size();
  extents const shape = b[stack].shape;
  if (shape.rows == wanted) return stack;
  std::uint32_t const row = first_row(b, n, which);
  return shape.rows > wanted ? b.slice(stack, row, 0, {wanted, shape.columns})
                             : b.pad(stack, row, 0, {wanted, shape.columns});
}

/// A slice, or a pad, of a block whose rows are parts of longer ones: row by row, as those of the stack lie apart.
/// Column by column an element of a 5×5 matrix took 25 slices and 24 concatenations, and the Jacobian of a determinant
/// 1,702 nodes.
template <class B>
constexpr id stacked_block(B& b, direction way, node const& n, id stack) {
  bool const takes_out = (n.code == op::slice) == (way == direction::forward);
  extents const large = n.code == op::slice ? b[n.a].shape : n.shape;
  extents const block = n.code == op::slice ? n.shape : b[n.a].shape;
  std::uint32_t const width = b[stack].shape.columns;
  id made = none;
  for (std::uint32_t i = 0; i < block.rows; ++i) {
    std::uint32_t const begin = (n.row() + i) * large.columns + n.column();
    id part = b.slice(stack, takes_out ? begin : i * block.columns, 0, {block.columns, width});
    if (!takes_out) part = b.pad(part, begin, 0, {large.size(), width});
    made = made == none ? part : takes_out ? b.concatenate(made, part, 0) : b.apply(op::add, made, part);
  }
  return made;
}

/// The tangents of node y that come from operand `which`, or with direction::reverse the adjoints of that operand.
template <class B>
constexpr id stacked(B& b, direction way, id y, std::uint32_t which, id stack) {
  node const n = b[y];
  id const x = graph::operand(n, which);
  bool const forward = way == direction::forward;
  if (forward) forward_mode_is_defined(b, n);
  if (is_elementwise(n.code)) return stacked_elementwise(b, y, which, stack);
  if (n.code == op::product)
    return forward ? jvp_stack_product(b, n, which, stack) : vjp_stack_product(b, n, which, stack);
  if (n.code == op::batch_product_sum)
    return forward ? b.apply(op::batch_sum, jvp_stack_product(b, n, which, stack))
                   : vjp_stack_product(b, n, which, stack);
  if (n.code == op::batch_sum) return forward ? b.apply(op::batch_sum, stack) : stack;
  if (is_movement(n.code) && keeps_row_order(b, n)) return stacked_movement(b, way, n, which, stack);
  bool const moves_a_block = n.code == op::slice || n.code == op::pad;
  std::uint32_t const block_rows = n.code == op::slice ? n.shape.rows : b[x].shape.rows;
  if (moves_a_block && block_rows <= b[stack].shape.columns) return stacked_block(b, way, n, stack);
  if (n.shape.is_scalar() && !is_movement(n.code)) return stacked_scalar(b, way, y, which, stack);
  bool const of_a_vector = n.shape.columns == 1 && n.axis() == all_axes;
  if (n.code == op::softmax && of_a_vector) return stacked_softmax(b, y, stack);
  if (n.code == op::log_softmax && of_a_vector) return stacked_log_softmax(b, way, x, stack);
  if (!forward) return column_by_column(b, stack, n.shape, [&](id one) { return vjp(b, y, which, one); });
  return column_by_column(b, stack, b[x].shape,
                          [&](id one) { return jvp(b, y, which == 0 ? one : none, which == 1 ? one : none); });
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
