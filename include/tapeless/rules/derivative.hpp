// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/elementwise_derivative.hpp"

/// The derivative rules, reverse form: given the adjoint g of a node y, the adjoints of its operands, as nodes.
namespace tapeless::inline TAPELESS_TARGET::rules {

/// Adjoint of the operand of a reduction or a normalization, over all elements or along an axis. What was reduced is repeated.
template <class B>
constexpr id pull_reduction(B& b, node const& n, id y, id g) {
  id const x = n.a;
  extents const shape = b[x].shape;
  auto const mul = [&](id left, id right) { return b.apply(op::multiply, left, right); };
  auto const sum = [&](id terms) { return b.repeat(b.along(op::sum, n.axis(), terms), shape); };
  switch (n.code) {
  case op::max: {  // shared equally between equal largest elements; where the largest is NaN, there are none to divide by
    id const largest = b.repeat(y, shape);
    id const share = b.apply(op::divide, b.repeat(g, shape), sum(b.apply(op::equal, x, largest)));
    return b.apply(op::select, b.apply(op::greater, largest, x), b.constant(0), share);
  }
  case op::norm: {  // x/‖x‖, and 0 at 0 in every order
    id const length = b.repeat(y, shape);
    id const direction = mul(b.repeat(g, shape), b.apply(op::divide, x, length));
    return b.apply(op::select, b.apply(op::equal, length, b.constant(0)), b.constant(0), direction);
  }
  case op::logsumexp: return mul(b.repeat(g, shape), b.along(op::softmax, n.axis(), x));
  // yᵢ(δᵢⱼ − yⱼ) applied to g without forming the Jacobian: y ⊙ (g − Σ g ⊙ y), 0 where y is 0: a masked g may be the logarithm of 0
  case op::softmax: {
    id const expected = sum(b.apply(op::xmuly, y, g));
    return b.apply(op::xmuly, y, b.apply(op::subtract, g, expected));
  }
  case op::log_softmax: return b.apply(op::subtract, g, mul(b.along(op::softmax, n.axis(), x), sum(g)));
  default: return b.broadcast(b.repeat(g, shape), shape);
  }
}

/// The matrix of the given shape with v on its diagonal.
template <class B>
constexpr id diagonal_block(B& b, id v, extents shape) {
  id const square = b.apply(op::diagonal_matrix, v);
  return same_matrix(b[square].shape, shape) ? square : b.pad(square, 0, 0, shape);
}

/// Adjoints of what moves elements: they move back.
template <class B>
constexpr id pull_movement(B& b, node const& n, std::uint32_t which, id g) {
  extents const shape = b[n.a].shape;
  switch (n.code) {
  case op::transpose: return b.apply(op::transpose, g);
  case op::reshape: return b.reshape(g, shape);
  case op::slice: return b.pad(g, n.row(), n.column(), shape);
  case op::pad: return b.slice(g, n.row(), n.column(), shape);
  case op::diagonal: return diagonal_block(b, g, shape);
  case op::diagonal_matrix: return b.apply(op::diagonal, g);
  case op::repeat: return b.along(op::sum, shape.rows == 1 ? 0 : 1, g);
  default: break;  // concatenate: each operand's block
  }
  if (which == 0) return b.slice(g, 0, 0, shape);
  return b.slice(g, n.axis() == 0 ? shape.rows : 0, n.axis() == 1 ? shape.columns : 0, b[n.b].shape);
}
/// C = op(A)·op(B): the adjoint of A is G·op(B)ᵀ, transposed if A was; that of B is op(A)ᵀ·G. The same for sums over the samples.
template <class B>
constexpr id pull_product_left(B& b, node const& n, id g) {
  return n.left_transposed ? b.product(n.b, n.right_transposed, g, true)
                           : b.product(g, false, n.b, !n.right_transposed);
}
template <class B>
constexpr id pull_product_right(B& b, node const& n, id g) {
  return n.right_transposed ? b.product(g, true, n.a, n.left_transposed) : b.product(n.a, !n.left_transposed, g, false);
}

/// The adjoint of operand `which` of node y, given y's. Where an operand was repeated to y's shape, the caller sums.
template <class B>
constexpr id pull(B& b, id y, std::uint32_t which, id g) {
  node const n = b[y];
  if (is_elementwise(n.code)) return pull_elementwise(b, n, y, which, g);
  if (is_movement(n.code)) return pull_movement(b, n, which, g);
  switch (n.code) {
  case op::product:
  case op::batch_product_sum: return which == 0 ? pull_product_left(b, n, g) : pull_product_right(b, n, g);
  // Σy·softmax(z) − y, which is p − y where y is a label
  case op::softmax_cross_entropy: {
    if (which == 1) return b.apply(op::negate, b.apply(op::multiply, g, b.apply(op::log_softmax, n.a)));
    id const expected = b.apply(op::multiply, b.apply(op::softmax, n.a), b.apply(op::sum, n.b));
    return b.apply(op::multiply, g, b.apply(op::subtract, expected, n.b));
  }
  case op::batch_sum: return b.broadcast(g, b[n.a].shape);
  default: return pull_reduction(b, n, y, g);
  }
}

/// Operations whose value does not change with the operand almost everywhere, or that are said not to.
constexpr bool has_zero_derivative(op code, std::uint32_t which) {
  return code == op::sign || code == op::floor || code == op::round || code == op::stop_gradient ||
         code == op::greater || code == op::greater_equal || code == op::equal || (code == op::select && which == 0);
}

}  // namespace tapeless::inline TAPELESS_TARGET::rules
