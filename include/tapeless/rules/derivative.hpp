// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/graph/builder.hpp"
#include "tapeless/meta/target.hpp"

#include <numbers>

/// The derivative rules, reverse form: given the adjoint g of a node y = f(a, b, c), the adjoints of its operands, as nodes.
/// A rule is the mathematical derivative. Where f′ is a function of y it is written with y, so the backward pass need not keep x.
namespace tapeless::inline TAPELESS_TARGET::rules {

using graph::id;
using graph::node;

/// f′ times g for y = f(x), element by element.
template <class B>
constexpr id pull_unary(B& b, op code, id x, id y, id g) {
  auto const mul = [&](id left, id right) { return b.apply(op::multiply, left, right); };
  auto const one_minus = [&](id from) { return b.apply(op::subtract, b.constant(1), from); };
  switch (code) {
  case op::negate: return b.apply(op::negate, g);
  case op::exp: return mul(g, y);
  case op::expm1: return mul(g, b.apply(op::add, y, b.constant(1)));
  case op::log: return b.apply(op::divide, g, x);
  case op::log1p: return b.apply(op::divide, g, b.apply(op::add, x, b.constant(1)));
  case op::sqrt: return b.apply(op::divide, g, mul(b.constant(2), y));
  case op::square: return mul(g, mul(b.constant(2), x));
  case op::absolute: return mul(g, b.apply(op::sign, x));
  case op::tanh: return mul(g, one_minus(b.apply(op::square, y)));
  case op::sigmoid: return mul(g, mul(y, one_minus(y)));
  case op::relu: return b.apply(op::select, y, g, b.constant(0));  // y > 0 exactly where x > 0
  case op::softplus: return mul(g, b.apply(op::sigmoid, x));
  case op::erf: {
    id const bell = b.apply(op::exp, b.apply(op::negate, b.apply(op::square, x)));
    return mul(g, mul(b.constant(2 * std::numbers::inv_sqrtpi), bell));
  }
  default: return g;  // broadcast: the caller sums over what was repeated
  }
}

/// ∂f/∂a times g for y = f(a, c).
template <class B>
constexpr id pull_left(B& b, op code, id a, id c, id y, id g) {
  switch (code) {
  case op::multiply: return b.apply(op::multiply, g, c);
  case op::divide: return b.apply(op::divide, g, c);
  case op::power: {
    id const lowered = b.apply(op::power, a, b.apply(op::subtract, c, b.constant(1)));
    return b.apply(op::multiply, g, b.apply(op::multiply, c, lowered));
  }
  case op::maximum: return b.apply(op::select, b.apply(op::greater, c, a), b.constant(0), g);
  case op::minimum: return b.apply(op::select, b.apply(op::greater, a, c), b.constant(0), g);
  case op::xlogy: return b.apply(op::multiply, g, b.apply(op::log, c));
  case op::xdivy: return b.apply(op::xdivy, g, c);
  case op::logistic_loss: return b.apply(op::multiply, g, b.apply(op::subtract, b.apply(op::sigmoid, a), c));
  default: return (void)y, g;  // add, subtract
  }
}

/// ∂f/∂c times g for y = f(a, c).
template <class B>
constexpr id pull_right(B& b, op code, id a, id c, id y, id g) {
  switch (code) {
  case op::subtract: return b.apply(op::negate, g);
  case op::multiply: return b.apply(op::multiply, g, a);
  case op::divide: return b.apply(op::negate, b.apply(op::multiply, g, b.apply(op::divide, y, c)));
  case op::power: return b.apply(op::multiply, g, b.apply(op::xlogy, y, a));
  case op::maximum: return b.apply(op::select, b.apply(op::greater, c, a), g, b.constant(0));
  case op::minimum: return b.apply(op::select, b.apply(op::greater, a, c), g, b.constant(0));
  case op::xlogy: return b.apply(op::multiply, g, b.apply(op::xdivy, a, c));
  case op::xdivy: return b.apply(op::negate, b.apply(op::multiply, g, b.apply(op::xdivy, y, c)));
  case op::logistic_loss: return b.apply(op::negate, b.apply(op::multiply, g, a));
  default: return g;  // add
  }
}

/// Adjoint of the only operand of a reduction or normalization within a sample.
template <class B>
constexpr id pull_reduction(B& b, op code, id x, id y, id g) {
  auto const mul = [&](id left, id right) { return b.apply(op::multiply, left, right); };
  auto const sum = [&](id terms) { return b.apply(op::sum, terms); };
  switch (code) {
  case op::max: {  // shared equally between equal largest elements
    id const largest = b.apply(op::equal, x, y);
    return mul(b.apply(op::divide, g, sum(largest)), largest);
  }
  case op::logsumexp: return mul(g, b.apply(op::softmax, x));
  // yᵢ(δᵢⱼ − yⱼ) applied to g without forming the Jacobian: y ⊙ (g − Σ g ⊙ y)
  case op::softmax: return mul(y, b.apply(op::subtract, g, sum(mul(g, y))));
  case op::log_softmax: return b.apply(op::subtract, g, mul(b.apply(op::softmax, x), sum(g)));
  default: return b.broadcast(g, b[x].shape);  // sum, batch_sum
  }
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

/// Hands the adjoint of operand `which` of node `y` to the caller.
template <class B>
constexpr id pull(B& b, id y, std::uint32_t which, id g) {
  node const n = b[y];
  if (is_elementwise_unary(n.code)) return pull_unary(b, n.code, n.a, y, g);
  if (is_elementwise_binary(n.code))
    return which == 0 ? pull_left(b, n.code, n.a, n.b, y, g) : pull_right(b, n.code, n.a, n.b, y, g);
  switch (n.code) {
  case op::select:
    return which == 1 ? b.apply(op::select, n.a, g, b.constant(0)) : b.apply(op::select, n.a, b.constant(0), g);
  case op::transpose: return b.apply(op::transpose, g);
  case op::product:
  case op::batch_product_sum: return which == 0 ? pull_product_left(b, n, g) : pull_product_right(b, n, g);
  // Σy·softmax(z) − y, which is p − y where y is a label
  case op::softmax_cross_entropy: {
    if (which == 1) return b.apply(op::negate, b.apply(op::multiply, g, b.apply(op::log_softmax, n.a)));
    id const expected = b.apply(op::multiply, b.apply(op::softmax, n.a), b.apply(op::sum, n.b));
    return b.apply(op::multiply, g, b.apply(op::subtract, expected, n.b));
  }
  default: return pull_reduction(b, n.code, n.a, y, g);
  }
}

/// Operations whose value does not change with the operand almost everywhere.
constexpr bool has_zero_derivative(op code, std::uint32_t which) {
  return code == op::sign || code == op::greater || code == op::equal || (code == op::select && which == 0);
}

}  // namespace tapeless::inline TAPELESS_TARGET::rules
