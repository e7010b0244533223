// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/laws.hpp"

/// Rewrites to the form that neither overflows nor cancels. Each is an identity of real functions.
namespace tapeless::inline TAPELESS_TARGET::rules {

/// log softmax(z) → log_softmax(z).
template <class B>
constexpr id log_of_softmax(B& b, id x) {
  return is(b, x, op::softmax) ? b.along(op::log_softmax, b[x].axis(), b[x].a) : none;
}
/// log σ(z) → −softplus(−z).
template <class B>
constexpr id log_of_sigmoid(B& b, id x) {
  return is(b, x, op::sigmoid) ? b.apply(op::negate, b.apply(op::softplus, b.apply(op::negate, b[x].a))) : none;
}
/// log(1 − σ(z)) → −softplus(z).
template <class B>
constexpr id log_of_one_minus_sigmoid(B& b, id x) {
  if (!is(b, x, op::subtract) || !is_constant(b, b[x].a, 1) || !is(b, b[x].b, op::sigmoid)) return none;
  return b.apply(op::negate, b.apply(op::softplus, b[b[x].b].a));
}
/// log(1 + exp z) → softplus(z); log(1 + x) → log1p(x).
template <class B>
constexpr id log_of_one_plus(B& b, id x) {
  if (!is(b, x, op::add)) return none;
  id const rest = is_constant(b, b[x].a, 1) ? b[x].b : is_constant(b, b[x].b, 1) ? b[x].a : none;
  if (rest == none || !keeps_shape(b, rest, b[x].a == rest ? b[x].b : b[x].a)) return none;
  return is(b, rest, op::exp) ? b.apply(op::softplus, b[rest].a) : b.apply(op::log1p, rest);
}
/// log Σ exp z → logsumexp(z).
template <class B>
constexpr id log_of_sum_of_exp(B& b, id x) {
  return is(b, x, op::sum) && is(b, b[x].a, op::exp) ? b.along(op::logsumexp, b[x].axis(), b[b[x].a].a) : none;
}
/// exp(z) − 1 → expm1(z).
template <class B>
constexpr id exp_minus_one(B& b, id x, id y) {
  return is(b, x, op::exp) && is_constant(b, y, 1) ? b.apply(op::expm1, b[x].a) : none;
}

/// log(exp x) → x, which is finite where exp x overflows.
template <class B>
constexpr id log_of_exp(B const& b, id x) {
  return is(b, x, op::exp) ? b[x].a : none;
}

template <class B>
constexpr id stable_log(B& b, id x) {
  if (id const r = log_of_exp(b, x); r != none) return r;
  if (id const r = log_of_softmax(b, x); r != none) return r;
  if (id const r = log_of_sigmoid(b, x); r != none) return r;
  if (id const r = log_of_one_minus_sigmoid(b, x); r != none) return r;
  if (id const r = log_of_one_plus(b, x); r != none) return r;
  return log_of_sum_of_exp(b, x);
}

/// y·log p with p a softmax, σ(z) or 1 − σ(z): y times the stable logarithm, which is finite where p underflows to 0.
template <class B>
constexpr id xlogy_of_probability(B& b, id y, id p) {
  if (!is(b, p, op::softmax) && !is(b, p, op::sigmoid) && !is(b, p, op::subtract)) return none;
  id const stable = is(b, p, op::softmax)   ? log_of_softmax(b, p)
                    : is(b, p, op::sigmoid) ? log_of_sigmoid(b, p)
                                            : log_of_one_minus_sigmoid(b, p);
  return stable == none ? none : b.apply(op::multiply, y, stable);
}

/// Σᵢ yᵢ·log_softmax(z)ᵢ → −softmax_cross_entropy(z, y).
template <class B>
constexpr id cross_entropy_of_softmax(B& b, id x) {
  if (!is(b, x, op::multiply)) return none;
  id const l = b[x].a;
  id const r = b[x].b;
  id const logits = is(b, l, op::log_softmax) ? l : is(b, r, op::log_softmax) ? r : none;
  if (logits == none) return none;
  id const y = logits == l ? r : l;
  if (!same_matrix(b[y].shape, b[logits].shape) || b[logits].axis() != all_axes) return none;
  return b.apply(op::negate, b.apply(op::softmax_cross_entropy, b[logits].a, y));
}

/// The softplus(z) and its factor in w·softplus(z), or none.
struct weighted_softplus {
  id weight = none;
  id argument = none;
};
template <class B>
constexpr weighted_softplus as_weighted_softplus(B const& b, id x) {
  if (!is(b, x, op::multiply)) return {};
  if (is(b, b[x].b, op::softplus)) return {b[x].a, b[b[x].b].a};
  if (is(b, b[x].a, op::softplus)) return {b[x].b, b[b[x].a].a};
  return {};
}

/// y·softplus(−z) + (1 − y)·softplus(z) → logistic_loss(z, y): binary cross-entropy of σ(z), whose derivative is σ(z) − y.
template <class B>
constexpr id logistic_loss_of_softplus(B& b, id p, id q) {
  weighted_softplus const u = as_weighted_softplus(b, p);
  weighted_softplus const v = as_weighted_softplus(b, q);
  if (u.weight == none || v.weight == none) return none;
  bool const u_positive = is(b, u.argument, op::negate) && b[u.argument].a == v.argument;
  bool const v_positive = is(b, v.argument, op::negate) && b[v.argument].a == u.argument;
  if (!u_positive && !v_positive) return none;
  weighted_softplus const target = u_positive ? u : v;
  weighted_softplus const rest = u_positive ? v : u;
  if (!is(b, rest.weight, op::subtract) || !is_constant(b, b[rest.weight].a, 1) || b[rest.weight].b != target.weight)
    return none;
  return b.apply(op::logistic_loss, rest.argument, target.weight);
}

}  // namespace tapeless::inline TAPELESS_TARGET::rules
