// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/laws.hpp"

#include <limits>

/// Logarithms and quotients of what exponentials are added and multiplied to, in the form that does not overflow where
/// they do.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

template <class B>
constexpr bool is_positive_constant(B const& b, id x) {
  return is(b, x, op::constant) && b[x].value > 0 && b[x].value <= std::numeric_limits<double>::max();
}
/// Whether x is made of exponentials by sums, products, quotients and positive constants: it may overflow, its
/// logarithm does not. A deeper formula is none, so that the question stays cheap.
template <class B>
constexpr bool is_exponential(B const& b, id x, std::uint32_t depth = 12) {
  node const& n = b[x];
  if (n.code == op::exp) return true;
  if (depth == 0) return false;
  if (n.code == op::sum || n.code == op::broadcast || n.code == op::repeat) return is_exponential(b, n.a, depth - 1);
  if (n.code != op::add && n.code != op::multiply && n.code != op::divide) return false;
  bool const left = is_exponential(b, n.a, depth - 1);
  return (left || is_positive_constant(b, n.a)) &&
         (is_exponential(b, n.b, depth - 1) || (left && is_positive_constant(b, n.b)));
}

/// log(exp u + exp v) → the larger of both + softplus(−|u − v|), which is smooth where they are equal; an infinite one
/// is the result, or NaN if the other is.
template <class B>
constexpr id log_add_exp(B& b, id u, id v) {
  id const first = b.apply(op::greater, u, v);
  id const larger = b.apply(op::select, first, u, v);
  id const smaller = b.apply(op::select, first, v, u);
  id const sum = b.apply(op::add, larger, b.apply(op::softplus, b.apply(op::subtract, smaller, larger)));
  id const is_finite = b.apply(op::equal, b.apply(op::subtract, larger, larger), b.constant(0));
  return b.apply(op::select, is_finite, sum, b.apply(op::maximum, u, v));
}
/// The logarithm of what `is_exponential`, or a constant: log exp u → u, log Σ exp z → logsumexp(z), log(1 + exp u) →
/// softplus(u).
template <class B>
constexpr id log_of_exponential(B& b, id x) {
  node const n = b[x];
  if (n.code == op::constant) return b.apply(op::log, x);
  if (n.code == op::exp) return n.a;
  if (n.code == op::sum) return b.along(op::logsumexp, n.axis(), log_of_exponential(b, n.a));
  if (n.code == op::broadcast) return b.broadcast(log_of_exponential(b, n.a), n.shape);
  if (n.code == op::repeat) return b.repeat(log_of_exponential(b, n.a), n.shape);
  id const left = log_of_exponential(b, n.a);
  id const right = log_of_exponential(b, n.b);
  if (n.code != op::add) return b.apply(n.code == op::multiply ? op::add : op::subtract, left, right);
  bool const constant = is(b, n.a, op::constant);
  if (!constant && !is(b, n.b, op::constant)) return log_add_exp(b, left, right);
  id const above =
      b.apply(op::softplus, constant ? b.apply(op::subtract, right, left) : b.apply(op::subtract, left, right));
  return b.apply(op::add, constant ? left : right, above);
}

/// log(1 − exp u): above −log 2 by expm1, below by log1p, where u is kept from what is above. That form is left as it
/// is, or none.
template <class B>
constexpr id log_of_one_minus_exp(B& b, id u) {
  constexpr double log_of_half = -0.6931471805599453;
  constexpr double bound = -0.69;  // above it, so that no u is at the kink
  if (is(b, u, op::minimum) && is(b, b[u].b, op::constant) && b[b[u].b].value <= bound) return none;
  id const near_zero = b.apply(op::log, b.apply(op::negate, b.apply(op::expm1, u)));
  id const below = b.apply(op::minimum, u, b.constant(bound));
  id const far = b.apply(op::log1p, b.apply(op::negate, b.apply(op::exp, below)));
  return b.apply(op::select, b.apply(op::greater, u, b.constant(log_of_half)), near_zero, far);
}
/// The logarithm of a difference of exponentials: log(exp u − exp v) → u + log(1 − exp(v − u)), also where one of them
/// is 1.
template <class B>
constexpr id log_of_difference(B& b, id x) {
  id const one = b.constant(1);
  if (is(b, x, op::expm1)) {
    id const rest = log_of_one_minus_exp(b, b.apply(op::negate, b[x].a));
    return rest == none ? none : b.apply(op::add, b[x].a, rest);
  }
  if (!is(b, x, op::subtract)) return none;
  id const left = b[x].a;
  id const right = b[x].b;
  if (left == one && is_exponential(b, right)) return log_of_one_minus_exp(b, log_of_exponential(b, right));
  if (!is_exponential(b, left) || !(is_exponential(b, right) || is_positive_constant(b, right))) return none;
  id const u = log_of_exponential(b, left);
  id const rest = log_of_one_minus_exp(b, b.apply(op::subtract, log_of_exponential(b, right), u));
  return rest == none ? none : b.apply(op::add, u, rest);
}

/// exp z / Σ exp z → softmax(z), over all elements or along an axis.
template <class B>
constexpr id quotient_is_softmax(B& b, id x, id y) {
  id const whole = is(b, y, op::repeat) || is(b, y, op::broadcast) ? b[y].a : y;
  if (!is(b, x, op::exp) || !is(b, whole, op::sum) || b[whole].a != x) return none;
  extents const shape = b[x].shape;
  id const z = b[x].a;
  if (b[whole].axis() != all_axes || shape.columns == 1) return b.along(op::softmax, b[whole].axis(), z);
  id const column = b.reshape(z, {shape.size(), 1, shape.batch});
  return b.reshape(b.along(op::softmax, all_axes, column), shape);
}
/// (p − q)/(p + q) → tanh((log p − log q)/2) for exponentials p and q, one of which may be a constant; sinh u / cosh u
/// → tanh u.
template <class B>
constexpr id quotient_is_tanh(B& b, id x, id y) {
  if (is(b, x, op::sinh) && is(b, y, op::cosh) && b[x].a == b[y].a) return b.apply(op::tanh, b[x].a);
  if (!is(b, y, op::add) || !is_exponential(b, y)) return none;
  id const p = b[y].a;
  id const q = b[y].b;
  id const one = b.constant(1);
  id const first = is(b, x, op::subtract) ? b[x].a : is(b, x, op::expm1) ? b.apply(op::exp, b[x].a) : none;
  id const second = is(b, x, op::subtract) ? b[x].b : one;
  bool const forward = first == p && second == q;
  if (first == none || (!forward && !(first == q && second == p))) return none;
  id const u = b.apply(op::subtract, log_of_exponential(b, p), log_of_exponential(b, q));
  id const whole = b.apply(op::tanh, b.apply(op::multiply, b.constant(0.5), u));
  return forward ? whole : b.apply(op::negate, whole);
}
/// p/(p + q) → σ(log p − log q) for exponentials p and q, one of which may be a constant; x/(c + q) → (x/c)·σ(log c −
/// log q).
template <class B>
constexpr id quotient_is_sigmoid(B& b, id x, id y) {
  if (!is(b, y, op::add) || !is_exponential(b, y)) return none;
  id const p = b[y].a;
  id const q = b[y].b;
  id const part = x == p || x == q ? x : is(b, p, op::constant) ? p : is(b, q, op::constant) ? q : none;
  if (part == none) return none;
  id const rest = part == p ? q : p;
  id const share =
      b.apply(op::sigmoid, b.apply(op::subtract, log_of_exponential(b, part), log_of_exponential(b, rest)));
  return part == x ? share : b.apply(op::multiply, b.apply(op::divide, x, part), share);
}
template <class B>
constexpr id stable_quotient(B& b, id x, id y) {
  if (id const r = quotient_is_softmax(b, x, y); r != none) return r;
  if (id const r = quotient_is_tanh(b, x, y); r != none) return r;
  return quotient_is_sigmoid(b, x, y);
}
/// exp z · (1 / Σ exp z) → softmax(z).
template <class B>
constexpr id product_is_softmax(B& b, id x, id y) {
  auto const by = [&](id factor, id other) {
    return is(b, other, op::divide) && is_constant(b, b[other].a, 1) ? quotient_is_softmax(b, factor, b[other].b)
                                                                     : none;
  };
  id const r = by(x, y);
  return r != none ? r : by(y, x);
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
