// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/laws.hpp"

/// Laws of sums, products and transposes.
namespace tapeless::inline TAPELESS_TARGET::rules {

/// (xᵀ)ᵀ → x; sᵀ → s for a scalar.
template <class B>
constexpr id double_transpose(B& b, id x) {
  if (b[x].shape.is_scalar()) return x;
  return is(b, x, op::transpose) ? b[x].a : none;
}
/// Σ of a scalar → the scalar.
template <class B>
constexpr id sum_of_scalar(B& b, id x) {
  return b[x].shape.is_scalar() ? x : none;
}
/// Σᵢ (−xᵢ) → −Σᵢ xᵢ, over elements or samples.
template <class B>
constexpr id sum_of_negation(B& b, op code, id x) {
  return is(b, x, op::negate) ? b.apply(op::negate, b.apply(code, b[x].a)) : none;
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

/// A·c → c·op(A) element by element, for a constant 1×1 matrix c on either side; the gradient of dot(v, w) is then v, not v·1.
template <class B>
constexpr id product_with_constant(B& b, id x, bool x_transposed, id y, bool y_transposed) {
  if (is(b, y, op::constant)) return b.apply(op::multiply, y, x_transposed ? b.apply(op::transpose, x) : x);
  if (is(b, x, op::constant)) return b.apply(op::multiply, x, y_transposed ? b.apply(op::transpose, y) : y);
  return none;
}

/// Σ over samples of A·B: both with batch axis, one contraction; one of them shared, A·Σ B or (Σ A)·B, a single product.
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

}  // namespace tapeless::inline TAPELESS_TARGET::rules
