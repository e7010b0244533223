// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/exponential_laws.hpp"

/// Rewrites to the form that neither overflows nor cancels. Each is an identity of real functions.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

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
/// log(1 + x) → log1p(x), log(1 − x) → log1p(−x).
template <class B>
constexpr id log_of_one_plus(B& b, id x) {
  if (is(b, x, op::subtract) && is_constant(b, b[x].a, 1) && keeps_shape(b, b[x].b, b[x].a))
    return b.apply(op::log1p, b.apply(op::negate, b[x].b));
  if (!is(b, x, op::add)) return none;
  id const rest = is_constant(b, b[x].a, 1) ? b[x].b : is_constant(b, b[x].b, 1) ? b[x].a : none;
  if (rest == none || !keeps_shape(b, rest, b[x].a == rest ? b[x].b : b[x].a)) return none;
  return b.apply(op::log1p, rest);
}
/// exp(z) − 1 → expm1(z).
template <class B>
constexpr id exp_minus_one(B& b, id x, id y) {
  return is(b, x, op::exp) && is_constant(b, y, 1) ? b.apply(op::expm1, b[x].a) : none;
}

/// log x in the form that is finite where x overflows, or none.
template <class B>
constexpr id stable_log(B& b, id x) {
  if (is_exponential(b, x)) return log_of_exponential(b, x);
  if (id const r = log_of_softmax(b, x); r != none) return r;
  if (id const r = log_of_sigmoid(b, x); r != none) return r;
  if (id const r = log_of_difference(b, x); r != none) return r;
  return log_of_one_plus(b, x);
}
/// log1p(exp u) → softplus(u), log1p(−exp u) → log(1 − exp u), log1p(−σ(z)) → −softplus(z), log1p(expm1 u) → u.
template <class B>
constexpr id stable_log1p(B& b, id x) {
  if (is(b, x, op::expm1)) return b[x].a;
  if (is_exponential(b, x)) return b.apply(op::softplus, log_of_exponential(b, x));
  if (!is(b, x, op::negate)) return none;
  id const rest = b[x].a;
  if (is(b, rest, op::sigmoid)) return b.apply(op::negate, b.apply(op::softplus, b[rest].a));
  return is_exponential(b, rest) ? log_of_one_minus_exp(b, log_of_exponential(b, rest)) : none;
}

/// 1 ± tanh u → 2σ(±2u), 1 ± erf u → erfc(∓u): the sum would round to 0 or lose its digits where u is far from 0.
template <class B>
constexpr id complement(B& b, op code, id x, id y) {
  if (code == op::add && is_constant(b, y, 1)) return complement(b, code, y, x);
  if (!is_constant(b, x, 1) || (!is(b, y, op::tanh) && !is(b, y, op::erf))) return none;
  id const u = b[y].a;
  bool const negative = (code == op::subtract) == is(b, y, op::tanh);
  id const argument = negative ? b.apply(op::negate, u) : u;
  if (is(b, y, op::erf)) return b.apply(op::erfc, argument);
  return b.apply(op::multiply, b.constant(2), b.apply(op::sigmoid, b.apply(op::multiply, b.constant(2), argument)));
}

/// √Σ v² → ‖v‖, √(Σ v²/c) → ‖v‖/√c, also of dot(v, v): a norm, a root mean square, a standard deviation, a distance.
/// Their derivative at 0 is 0 then.
template <class B>
constexpr id root_of_squares(B& b, id x) {
  node const n = b[x];
  if (n.code == op::sum && is(b, n.a, op::square)) return b.along(op::norm, n.axis(), b[n.a].a);
  bool const is_dot = n.code == op::product && n.a == n.b && n.left_transposed && !n.right_transposed;
  if (is_dot && b[n.a].shape.columns == 1) return b.along(op::norm, all_axes, n.a);
  if (n.code != op::multiply && n.code != op::divide) return none;
  bool const factor_first = n.code == op::multiply && is_positive_constant(b, n.a);
  if (!factor_first && !is_positive_constant(b, n.b)) return none;
  id const length = root_of_squares(b, factor_first ? n.b : n.a);
  return length == none ? none : b.apply(n.code, length, b.apply(op::sqrt, factor_first ? n.a : n.b));
}

/// A one-hot label picks, also where the rest is infinite: y ⊙ x → where(y, x, 0).
template <class B>
constexpr bool is_label(B const& b, id x) {
  return is(b, x, op::leaf) && b.leaves[b[x].leaf].kind == leaf_kind::label;
}
template <class B>
constexpr id label_picks(B& b, id x, id y) {
  if (is_label(b, y)) return b.apply(op::select, y, x, b.constant(0));
  return is_label(b, x) ? b.apply(op::select, x, y, b.constant(0)) : none;
}
/// yᵀ·x → Σ where(y, x, 0) for a label and a vector.
template <class B>
constexpr id label_picks_in_product(B& b, node const& n) {
  bool const is_dot = n.code == op::product && n.left_transposed && !n.right_transposed && b[n.a].shape.columns == 1 &&
                      b[n.b].shape.columns == 1;
  return is_dot && (is_label(b, n.a) || is_label(b, n.b)) ? b.apply(op::sum, b.apply(op::multiply, n.a, n.b)) : none;
}

/// y·log p with p a softmax, σ(z) or 1 − σ(z): y times the stable logarithm, which is finite where p underflows to 0.
/// Where a logit is infinite it is −∞; there, too, y = 0 gives 0.
template <class B>
constexpr id xlogy_of_probability(B& b, id y, id p) {
  if (!is(b, p, op::softmax) && !is(b, p, op::sigmoid) && !is(b, p, op::subtract)) return none;
  id const stable = is(b, p, op::softmax)   ? log_of_softmax(b, p)
                    : is(b, p, op::sigmoid) ? log_of_sigmoid(b, p)
                                            : log_of_one_minus_sigmoid(b, p);
  return stable == none ? none : b.apply(op::xmuly, y, stable);
}

/// y·log(1 − p) → y·log1p(−p), and 0 where y = 0 and p is at the end of the domain: 1 − p has none of the digits of a
/// small p.
template <class B>
constexpr id xlogy_of_one_minus(B& b, id y, id p) {
  if (!is(b, p, op::subtract) || !is_constant(b, b[p].a, 1) || !keeps_shape(b, b[p].b, b[p].a)) return none;
  id const taken = b[p].b;
  id const weighed = b.apply(op::xmuly, y, b.apply(op::log1p, b.apply(op::negate, taken)));
  id const is_nothing = b.apply(op::equal, y, b.constant(0));
  id const is_everything = b.apply(op::greater_equal, taken, b.constant(1));
  return b.apply(op::select, b.apply(op::multiply, is_nothing, is_everything), b.constant(0), weighed);
}

/// Σᵢ yᵢ·log_softmax(z)ᵢ → −softmax_cross_entropy(z, y).
template <class B>
constexpr id cross_entropy_of_softmax(B& b, id x) {
  bool const is_pick = is(b, x, op::select) && is_label(b, b[x].a) && is_constant(b, b[x].c, 0);
  if (!is_pick && !is(b, x, op::multiply) && !is(b, x, op::xmuly)) return none;
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
  if (!is(b, x, op::multiply) && !is(b, x, op::xmuly)) return {};
  if (is(b, b[x].b, op::softplus)) return {b[x].a, b[b[x].b].a};
  if (is(b, b[x].a, op::softplus)) return {b[x].b, b[b[x].a].a};
  return {};
}

/// y·softplus(−z) + (1 − y)·softplus(z) → logistic_loss(z, y): binary cross-entropy of σ(z), whose derivative is σ(z) −
/// y.
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

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
