// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/laws.hpp"
#include "tapeless/rules/reduction_laws.hpp"
#include "tapeless/rules/stability_laws.hpp"

namespace tapeless::inline TAPELESS_TARGET::rules {

/// A builder whose `apply` tries the laws, in a fixed order, before it inserts a node. Every law returns nodes that went through
/// `apply` themselves, so what is in the graph is simplified already; each law makes the expression smaller or moves a sign or a
/// broadcast outwards, so the rewriting ends.
class simplifier : public graph::builder {
public:
  constexpr id apply(op code, id a, id b = none, id c = none) {
    id const simpler = rewrite(code, a, b, c);
    if (simpler != none) return simpler;
    if (code == op::product) return product(a, false, b, false);
    return is_commutative(code) ? commutative(code, a, b) : insert(make(code, a, b, c));
  }

  /// op(A)·op(B), operands optionally transposed; transposes of operands become flags.
  constexpr id product(id a, bool a_transposed, id b, bool b_transposed) {
    return any_product(op::product, a, a_transposed, b, b_transposed);
  }
  /// Σ over the samples of op(A)·op(B).
  constexpr id batch_product_sum(id a, bool a_transposed, id b, bool b_transposed) {
    return any_product(op::batch_product_sum, a, a_transposed, b, b_transposed);
  }

  /// x repeated to `shape`; nothing where it has it.
  constexpr id broadcast(id x, extents shape) {
    if ((*this)[x].shape == shape) return x;
    if ((*this)[x].code == op::broadcast) return broadcast((*this)[x].a, shape);
    return insert({.code = op::broadcast, .shape = shape, .a = x});
  }

private:
  /// Constants first, then as first written: y + x is the node of x + y if that is there already.
  constexpr id commutative(op code, id a, id b) {
    bool const constant_last = (*this)[a].code != op::constant && (*this)[b].code == op::constant;
    if (constant_last) return insert(make(code, b, a));
    id const other_way = find(make(code, b, a));
    return other_way != none ? other_way : insert(make(code, a, b));
  }

  constexpr id any_product(op code, id a, bool ta, id b, bool tb) {
    if (is(*this, a, op::transpose)) return any_product(code, (*this)[a].a, !ta, b, tb);
    if (is(*this, b, op::transpose)) return any_product(code, a, ta, (*this)[b].a, !tb);
    if (code == op::product)
      if (id const r = product_with_constant(*this, a, ta, b, tb); r != none) return r;
    extents const ea = (*this)[a].shape;
    extents const eb = (*this)[b].shape;
    if (code == op::product && ea.is_scalar() && eb.is_scalar()) return apply(op::multiply, a, b);
    if (ea.is_scalar()) ta = false;
    if (eb.is_scalar()) tb = false;
    return insert({.code = code,
                   .left_transposed = ta,
                   .right_transposed = tb,
                   .shape = graph::result_extents(code, ta, tb, ea, eb, {}),
                   .a = a,
                   .b = b});
  }

  constexpr id rewrite(op code, id a, id b, id c) {
    if (is_elementwise_unary(code)) return rewrite_unary(code, a);
    if (is_elementwise_binary(code)) return rewrite_binary(code, a, b);
    switch (code) {
    case op::select: return b == c && keeps_shape(*this, b, a) ? b : none;
    case op::transpose: return double_transpose(*this, a);
    case op::sum: return rewrite_sum(a);
    case op::batch_sum: {
      if (id const r = sum_of_negation(*this, code, a); r != none) return r;
      return batch_sum_of_product(*this, a);
    }
    default: return none;
    }
  }

  constexpr id rewrite_unary(op code, id a) {
    if (id const r = constant_operands_fold(*this, code, a, none); r != none) return r;
    if (id const r = broadcast_moves_outwards(*this, code, a); r != none) return r;
    if (code == op::log) return stable_log(*this, a);
    if (code != op::negate) return none;
    if (id const r = double_negation(*this, a); r != none) return r;
    return negated_difference(*this, a);
  }

  constexpr id rewrite_binary(op code, id a, id b) {
    if (id const r = constant_operands_fold(*this, code, a, b); r != none) return r;
    if (id const r = broadcast_is_implied(*this, code, a, b); r != none) return r;
    switch (code) {
    case op::add: {
      if (id const r = zero_is_neutral_in_sums(*this, a, b); r != none) return r;
      if (id const r = logistic_loss_of_softplus(*this, a, b); r != none) return r;
      if (id const r = sum_of_two_negated(a, b); r != none) return r;
      return sum_of_negated(*this, code, a, b);
    }
    case op::subtract: {
      if (id const r = zero_is_neutral_in_differences(*this, a, b); r != none) return r;
      if (id const r = exp_minus_one(*this, a, b); r != none) return r;
      return sum_of_negated(*this, code, a, b);
    }
    case op::multiply: {
      if (id const r = one_is_neutral(*this, code, a, b); r != none) return r;
      if (id const r = product_with_itself(*this, a, b); r != none) return r;
      if (id const r = sign_moves_outwards(*this, code, a, b); r != none) return r;
      return constant_factors_gather(*this, a, b);
    }
    case op::divide: {
      if (id const r = one_is_neutral(*this, code, a, b); r != none) return r;
      return sign_moves_outwards(*this, code, a, b);
    }
    case op::power: return small_powers(*this, a, b);
    case op::xlogy: return xlogy_of_probability(*this, a, b);
    default: return none;
    }
  }

  /// (−x) + (−y) → −(x + y).
  constexpr id sum_of_two_negated(id a, id b) {
    if (!is(*this, a, op::negate) || !is(*this, b, op::negate)) return none;
    return apply(op::negate, apply(op::add, (*this)[a].a, (*this)[b].a));
  }

  constexpr id rewrite_sum(id a) {
    if (id const r = sum_of_scalar(*this, a); r != none) return r;
    if (id const r = sum_of_negation(*this, op::sum, a); r != none) return r;
    if (id const r = one_hot_sums_to_one(*this, a); r != none) return r;
    if (id const r = sum_of_broadcast(*this, a); r != none) return r;
    return cross_entropy_of_softmax(*this, a);
  }
};

}  // namespace tapeless::inline TAPELESS_TARGET::rules
