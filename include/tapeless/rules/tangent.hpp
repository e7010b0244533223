// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/derivative.hpp"
#include "tapeless/rules/laws.hpp"

/// The derivative rules, forward form: given the tangents da, db, dc of the operands of a node y = f(a, b, c), the tangent of y, as a
/// node; `none` stands for zero. A tangent has the rows and columns of its node. It may lack the node's batch axis: then it is the
/// same for all samples, and is computed once instead of once per sample.
namespace tapeless::inline TAPELESS_TARGET::rules {

/// A tangent repeated to the rows and columns of the node it belongs to.
template <class B>
constexpr id spread(B& b, id tangent, extents shape) {
  return b.broadcast(tangent, shape.with_batch(b[tangent].shape.batch));
}
/// The sum of two tangents, either of which may be zero.
template <class B>
constexpr id sum_of_tangents(B& b, id first, id second) {
  if (first == none) return second;
  return second == none ? first : b.apply(op::add, first, second);
}

/// A primitive with an adjoint of its own says what reverse mode does, and nothing else.
template <class B>
constexpr void forward_mode_is_defined(B& b, node const& n) {
  if (is_user_primitive(n.code) && !b.primitives[n.primitive()].has_forward_mode)
    b.report({graph::problem_kind::no_forward_mode, b.primitives[n.primitive()].identifier});
}

/// Σᵢ ∂f/∂xᵢ·dxᵢ of an element-wise f. The derivative by each operand is diagonal, hence its own transpose: the reverse rules serve.
template <class B>
constexpr id push_elementwise(B& b, id y, id da, id db) {
  extents const shape = b[y].shape;
  op const code = b[y].code;
  forward_mode_is_defined(b, b[y]);
  id const left = da == none || has_zero_derivative(code, 0) ? none : spread(b, pull(b, y, 0, da), shape);
  id const right = db == none || has_zero_derivative(code, 1) ? none : spread(b, pull(b, y, 1, db), shape);
  return sum_of_tangents(b, left, right);
}

/// The condition is a step and has derivative zero; each branch hands over its tangent where it is chosen.
template <class B>
constexpr id push_select(B& b, id y, id chosen, id otherwise) {
  if (chosen == none && otherwise == none) return none;
  extents const shape = b[y].shape;
  id const condition = b[y].a;
  id const a = chosen == none ? b.constant(0) : chosen;
  id const c = otherwise == none ? b.constant(0) : otherwise;
  return spread(b, b.apply(op::select, condition, a, c), shape);
}

/// d(op(A)·op(B)) = op(dA)·op(B) + op(A)·op(dB).
template <class B>
constexpr id push_product(B& b, id y, id da, id db) {
  node const n = b[y];
  id const left = da == none ? none : b.product(da, n.left_transposed, n.b, n.right_transposed);
  id const right = db == none ? none : b.product(n.a, n.left_transposed, db, n.right_transposed);
  return sum_of_tangents(b, left, right);
}
/// The same summed over the samples. Where one factor is equal for all samples the law of such sums leaves one product: Σ (A·Bₛ) = A·Σ Bₛ.
template <class B>
constexpr id push_batch_product_sum(B& b, id y, id da, id db) {
  node const n = b[y];
  auto const summed = [&](id left, id right) {
    if (b[left].shape.is_batched() && b[right].shape.is_batched())
      return b.batch_product_sum(left, n.left_transposed, right, n.right_transposed);
    return b.apply(op::batch_sum, b.product(left, n.left_transposed, right, n.right_transposed));
  };
  return sum_of_tangents(b, da == none ? none : summed(da, n.b), db == none ? none : summed(n.a, db));
}

/// [da; db] where the operands stand one above or beside the other; zeros for the one that does not move.
template <class B>
constexpr id push_concatenate(B& b, id y, id da, id db) {
  node const n = b[y];
  if (da == none && db == none) return none;
  auto const block = [&](id tangent, id of) {
    extents const block_shape = b[of].shape;  // before the graph grows: b[of] moves
    return spread(b, tangent == none ? b.constant(0) : tangent, block_shape);
  };
  id const first = block(da, n.a);
  id const second = block(db, n.b);
  return b.concatenate(first, second, n.axis());
}

/// The tangent of a node with one differentiable operand `which` that is neither element-wise nor a product.
template <class B>
constexpr id push_structural(B& b, id y, std::uint32_t which, id tangent) {
  node n = b[y];
  if (is_movement(n.code) || n.code == op::sum || n.code == op::batch_sum) {
    n.a = tangent;  // linear; a batch_sum counts a tangent that is equal for all samples once per sample
    return b.build(n);
  }
  switch (n.code) {
  // its Jacobian is symmetric
  case op::softmax: return pull(b, y, 0, tangent);
  // d log yᵢ = dxᵢ − Σⱼ yⱼ dxⱼ
  case op::log_softmax: {
    id const weighed = b.apply(op::multiply, tangent, b.along(op::softmax, n.axis(), n.a));
    return b.apply(op::subtract, tangent, b.repeat(b.along(op::sum, n.axis(), weighed), n.shape));
  }
  // logsumexp, softmax_cross_entropy: the reverse rule is g·∇f; with dx for g it is dx ⊙ ∇f, whose sum is ∇f·dx
  default: return b.along(op::sum, n.axis(), pull(b, y, which, tangent));
  }
}

/// The tangent of node `y` from those of its operands (`none` for zero, and where there is no operand).
template <class B>
constexpr id push(B& b, id y, id da, id db = none, id dc = none) {
  op const code = b[y].code;
  if (code == op::select) return push_select(b, y, db, dc);
  if (is_elementwise(code)) return push_elementwise(b, y, da, db);
  if (code == op::product) return push_product(b, y, da, db);
  if (code == op::batch_product_sum) return push_batch_product_sum(b, y, da, db);
  if (code == op::concatenate) return push_concatenate(b, y, da, db);
  id const left = da == none ? none : push_structural(b, y, 0, da);
  id const right = db == none ? none : push_structural(b, y, 1, db);
  return sum_of_tangents(b, left, right);
}

}  // namespace tapeless::inline TAPELESS_TARGET::rules
