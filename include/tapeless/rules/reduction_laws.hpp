// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/laws.hpp"

/// Laws of sums, of reductions and of products.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

/// Σᵢ (−xᵢ) → −Σᵢ xᵢ, over elements, an axis, or samples.
template <class B>
constexpr id sum_of_negation(B& b, node n) {
  if (!is(b, n.a, op::negate)) return none;
  n.a = b[n.a].a;
  return b.apply(op::negate, b.build(n));
}
/// Along the only axis that a vector has is along all its elements.
template <class B>
constexpr node along_all_if_same(B const& b, node n) {
  extents const shape = b[n.a].shape;
  if ((n.axis() == 0 && shape.columns == 1) || (n.axis() == 1 && shape.rows == 1)) n.detail = axis_detail(all_axes);
  return n;
}
/// The sum, the largest and the logsumexp of one number are that number.
template <class B>
constexpr id reduction_of_one(B const& b, node const& n) {
  extents const shape = b[n.a].shape;
  bool const one = shape.is_scalar() || (n.axis() == 0 && shape.rows == 1) || (n.axis() == 1 && shape.columns == 1);
  return one ? n.a : none;
}
/// The norm of one number is its magnitude.
template <class B>
constexpr id norm_of_one(B& b, node const& n) {
  id const one = reduction_of_one(b, n);
  return one == none ? none : b.apply(op::absolute, one);
}
/// The elements of a one-hot label sum to 1.
template <class B>
constexpr id one_hot_sums_to_one(B& b, id x) {
  return is(b, x, op::leaf) && b.leaves[b[x].leaf].kind == leaf_kind::label ? b.constant(1) : none;
}
/// Σ of n equal elements s → n·s.
template <class B>
constexpr id sum_of_broadcast(B& b, id x) {
  if (!is(b, x, op::broadcast) || b[b[x].a].shape.batch != b[x].shape.batch || !b[b[x].a].shape.is_scalar())
    return none;
  return b.apply(op::multiply, b.constant(b[x].shape.size()), b[x].a);
}

/// A·c → c·op(A) element by element, for a constant 1×1 matrix c on either side; the gradient of dot(v, w) is then v,
/// not v·1.
template <class B>
constexpr id product_with_constant(B& b, node const& n) {
  auto const taken = [&](id from, bool transposed) { return transposed ? b.apply(op::transpose, from) : from; };
  if (is(b, n.b, op::constant)) return b.apply(op::multiply, n.b, taken(n.a, n.left_transposed));
  if (is(b, n.a, op::constant)) return b.apply(op::multiply, n.a, taken(n.b, n.right_transposed));
  return none;
}

constexpr bool is_proper_matrix(extents shape) { return shape.rows > 1 && shape.columns > 1; }
/// The shape of op(A).
constexpr extents taken_shape(extents shape, bool transposed) { return transposed ? shape.transposed() : shape; }

/// (A·B)·C → A·(B·C) where A·B is a matrix and B·C a vector: (u·vᵀ)·w costs two dot products and no matrix.
template <class B>
constexpr id left_product_is_no_vector(B& b, node const& n) {
  if (!is(b, n.a, op::product) || n.code != op::product || !is_proper_matrix(b[n.a].shape)) return none;
  node const inner = b[n.a];
  // (A·B)ᵀ = Bᵀ·Aᵀ
  id const first = n.left_transposed ? inner.b : inner.a;
  id const second = n.left_transposed ? inner.a : inner.b;
  bool const first_transposed = n.left_transposed ? !inner.right_transposed : inner.left_transposed;
  bool const second_transposed = n.left_transposed ? !inner.left_transposed : inner.right_transposed;
  extents const made =
      shape::product(taken_shape(b[second].shape, second_transposed), taken_shape(b[n.b].shape, n.right_transposed));
  if (is_proper_matrix(made)) return none;
  return b.product(first, first_transposed, b.product(second, second_transposed, n.b, n.right_transposed), false);
}
/// A·(B·C) → (A·B)·C where B·C is a matrix and A·B a vector.
template <class B>
constexpr id right_product_is_no_vector(B& b, node const& n) {
  if (!is(b, n.b, op::product) || n.code != op::product || !is_proper_matrix(b[n.b].shape)) return none;
  node const inner = b[n.b];
  id const first = n.right_transposed ? inner.b : inner.a;
  id const second = n.right_transposed ? inner.a : inner.b;
  bool const first_transposed = n.right_transposed ? !inner.right_transposed : inner.left_transposed;
  bool const second_transposed = n.right_transposed ? !inner.left_transposed : inner.right_transposed;
  extents const made =
      shape::product(taken_shape(b[n.a].shape, n.left_transposed), taken_shape(b[first].shape, first_transposed));
  if (is_proper_matrix(made)) return none;
  return b.product(b.product(n.a, n.left_transposed, first, first_transposed), false, second, second_transposed);
}

/// The diagonal of A·B → Σⱼ aᵢⱼ bⱼᵢ: the product is not formed. The trace follows.
template <class B>
constexpr id diagonal_of_product(B& b, id x) {
  if (!is(b, x, op::product) || b[x].shape.rows != b[x].shape.columns) return none;
  node const n = b[x];
  id const left = n.left_transposed ? b.apply(op::transpose, n.a) : n.a;
  id const right = n.right_transposed ? n.b : b.apply(op::transpose, n.b);
  return b.along(op::sum, 1, b.apply(op::multiply, left, right));
}
/// diagonal(s) → s, diag(s) → s, tril(s) → s for a scalar.
template <class B>
constexpr id diagonal_of_scalar(B const& b, id x) {
  return b[x].shape.is_scalar() ? x : none;
}
/// diagonal(diag(v)) → v.
template <class B>
constexpr id diagonal_of_diagonal(B const& b, id x) {
  return is(b, x, op::diagonal_matrix) ? b[x].a : none;
}

/// Σ over samples of A·B: both with batch axis, one contraction; one of them shared, A·Σ B or (Σ A)·B, a single
/// product.
template <class B>
constexpr id batch_sum_of_product(B& b, id x) {
  if (!is(b, x, op::product)) return none;
  node const n = b[x];
  bool const left = b[n.a].shape.is_batched();
  bool const right = b[n.b].shape.is_batched();
  if (!left && !right) return none;  // the same product for each sample: their number is known at run time only
  if (left && right) return b.batch_product_sum(n.a, n.left_transposed, n.b, n.right_transposed);
  id const a = left ? b.apply(op::batch_sum, n.a) : n.a;
  id const c = right ? b.apply(op::batch_sum, n.b) : n.b;
  return b.product(a, n.left_transposed, c, n.right_transposed);
}

/// Σ over samples of a table to whose rows something is added: only those rows are touched.
template <class B>
constexpr id batch_sum_of_scatter(B& b, id x) {
  if (!is(b, x, op::scatter_add) || !b[x].shape.is_batched()) return none;
  node n = b[x];
  n.code = op::batch_scatter_add;
  return b.build(n);
}
/// A table to whose rows or columns something is added: as many are given as `updates`, of all samples.
template <class B>
constexpr bool touches_less_than_all(B const& b, id x) {
  if (!is(b, x, op::batch_scatter_add) || b[x].c != none) return false;
  extents const added = b[b[x].a].shape;
  return std::uint64_t{added.size()} * (added.is_batched() ? added.batch : 1) < b[x].shape.size();
}
/// s·scatter_add(A) → scatter_add(s·A), where that is less to multiply.
template <class B>
constexpr id factor_of_scatter(B& b, id x, id y) {
  id const factor = is(b, y, op::batch_scatter_add) ? x : y;
  id const scattered = factor == x ? y : x;
  if (!touches_less_than_all(b, scattered) || !b[factor].shape.is_scalar() || b[factor].shape.is_batched()) return none;
  node n = b[scattered];
  n.a = b.apply(op::multiply, factor, n.a);
  return b.build(n);
}
/// w ± scatter_add(A) → scatter_add(±A) onto w, for a leaf w: an optimizer's step touches only those rows or columns.
template <class B>
constexpr id scatter_onto(B& b, op code, id x, id y) {
  bool const is_first = code == op::add && is(b, y, op::leaf);
  id const table = is_first ? y : x;
  id const scattered = is_first ? x : y;
  if (!is(b, table, op::leaf) || !touches_less_than_all(b, scattered) || !(b[table].shape == b[scattered].shape))
    return none;
  node n = b[scattered];
  if (code == op::subtract) n.a = b.apply(op::negate, n.a);
  n.c = table;
  return b.build(n);
}
/// Σ over samples of blocks in zeros: the block is summed before.
template <class B>
constexpr id batch_sum_of_pad(B& b, id x) {
  if (!is(b, x, op::pad) || !b[x].shape.is_batched()) return none;
  node const n = b[x];
  return b.pad(b.apply(op::batch_sum, n.a), n.row(), n.column(), n.shape.with_batch(0));
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
