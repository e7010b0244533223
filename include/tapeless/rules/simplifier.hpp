// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/laws.hpp"
#include "tapeless/rules/movement_laws.hpp"
#include "tapeless/rules/reduction_laws.hpp"
#include "tapeless/rules/stability_laws.hpp"

#include <numbers>

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace rules {

/// A builder whose `apply` tries the laws, in a fixed order, before it inserts a node. Every law returns nodes that went through
/// `apply` themselves, so what is in the graph is simplified already; each law makes the expression smaller or moves a sign or a
/// broadcast outwards, so the rewriting ends.
class simplifier : public graph::writing<simplifier> {
public:
  constexpr id build(node n) {
    if (n.code == op::product || n.code == op::batch_product_sum) return any_product(n);
    if (is_reduction(n.code) || is_normalization(n.code)) n = along_all_if_same(*this, n);
    id const simpler = rewrite(n);
    if (simpler != none) return simpler;
    return is_commutative(n.code) ? commutative(n) : insert(shaped(n));
  }

private:
  /// Constants first, then as first written: y + x is the node of x + y if that is there already.
  constexpr id commutative(node const& n) {
    node swapped = n;
    swapped.a = n.b;
    swapped.b = n.a;
    swapped = shaped(swapped);
    bool const constant_last = (*this)[n.a].code != op::constant && (*this)[n.b].code == op::constant;
    if (constant_last) return insert(swapped);
    id const other_way = find(swapped);
    return other_way != none ? other_way : insert(shaped(n));
  }

  /// Transposes of operands become flags.
  constexpr id any_product(node n) {
    for (; is(*this, n.a, op::transpose); n.left_transposed = !n.left_transposed) n.a = (*this)[n.a].a;
    for (; is(*this, n.b, op::transpose); n.right_transposed = !n.right_transposed) n.b = (*this)[n.b].a;
    bool const left_scalar = (*this)[n.a].shape.is_scalar();
    bool const right_scalar = (*this)[n.b].shape.is_scalar();
    if (left_scalar || is(*this, n.a, op::diagonal_matrix)) n.left_transposed = false;
    if (right_scalar || is(*this, n.b, op::diagonal_matrix)) n.right_transposed = false;
    if (n.code == op::product) {
      if (left_scalar && right_scalar) return apply(op::multiply, n.a, n.b);
      if (id const r = product_with_constant(*this, n); r != none) return r;
      if (id const r = label_picks_in_product(*this, n); r != none) return r;
    }
    if (id const r = left_product_is_no_vector(*this, n); r != none) return r;
    if (id const r = right_product_is_no_vector(*this, n); r != none) return r;
    return insert(shaped(n));
  }

  constexpr id rewrite(node const& n) {
    op const code = n.code;
    id const a = n.a;
    if (code == op::broadcast) return is(*this, a, op::broadcast) ? broadcast((*this)[a].a, n.shape) : none;
    if (is_elementwise_unary(code)) return rewrite_unary(n);
    if (is_elementwise_binary(code)) return rewrite_binary(n);
    switch (code) {
    case op::select: {
      if (id const r = decided_selection(*this, n); r != none) return r;
      if (id const r = comparison_with_zero_is_implied(*this, n); r != none) return r;
      if (id const r = nested_selection(*this, n); r != none) return r;
      return broadcast_is_implied_in_selections(*this, n);
    }
    case op::diagonal_matrix: return diagonal_of_scalar(*this, a);
    case op::diagonal: {
      if (id const r = diagonal_of_scalar(*this, a); r != none) return r;
      if (id const r = diagonal_of_diagonal(*this, a); r != none) return r;
      return diagonal_of_product(*this, a);
    }
    case op::transpose: return simpler_transpose(*this, a);
    case op::reshape:
    case op::slice:
    case op::pad:
    case op::repeat: return simpler_movement(*this, n);
    case op::max:
    case op::logsumexp: return reduction_of_one(*this, n);
    case op::norm: return norm_of_one(*this, n);
    case op::sum: return rewrite_sum(n);
    case op::batch_sum: {
      if (id const r = sum_of_negation(*this, n); r != none) return r;
      return batch_sum_of_product(*this, a);
    }
    default: return none;
    }
  }

  constexpr id rewrite_unary(node const& n) {
    op const code = n.code;
    id const a = n.a;
    if (id const r = constant_operands_fold(*this, code, a, none); r != none) return r;
    if (id const r = broadcast_moves_outwards(*this, n); r != none) return r;
    if (id const r = repeat_moves_outwards(*this, n); r != none) return r;
    if (code == op::log) return stable_log(*this, a);
    if (code == op::log1p) return stable_log1p(*this, a);
    if (code == op::sqrt) return root_of_squares(*this, a);
    if (code == op::log2 && is_exponential(*this, a))
      return apply(op::multiply, constant(std::numbers::log2e), log_of_exponential(*this, a));
    if (code != op::negate) return parity(*this, code, a);
    if (id const r = double_negation(*this, a); r != none) return r;
    return negated_difference(*this, a);
  }

  constexpr id rewrite_binary(node const& n) {
    op const code = n.code;
    id const a = n.a;
    id const b = n.b;
    if (id const r = constant_operands_fold(*this, code, a, b); r != none) return r;
    if (id const r = broadcast_is_implied(*this, n); r != none) return r;
    if (id const r = repeats_move_outwards(*this, n); r != none) return r;
    switch (code) {
    case op::add: {
      if (id const r = zero_is_neutral_in_sums(*this, a, b); r != none) return r;
      if (id const r = logistic_loss_of_softplus(*this, a, b); r != none) return r;
      if (id const r = sum_of_two_negated(a, b); r != none) return r;
      if (id const r = common_factor(*this, a, b); r != none) return r;
      if (id const r = sum_of_selections(*this, a, b); r != none) return r;
      if (id const r = complement(*this, code, a, b); r != none) return r;
      return sum_of_negated(*this, code, a, b);
    }
    case op::subtract: {
      if (id const r = zero_is_neutral_in_differences(*this, a, b); r != none) return r;
      if (id const r = exp_minus_one(*this, a, b); r != none) return r;
      if (id const r = complement(*this, code, a, b); r != none) return r;
      return sum_of_negated(*this, code, a, b);
    }
    case op::multiply: {
      if (id const r = one_is_neutral(*this, code, a, b); r != none) return r;
      if (id const r = product_with_itself(*this, a, b); r != none) return r;
      if (id const r = label_picks(*this, a, b); r != none) return r;
      if (id const r = product_is_softmax(*this, a, b); r != none) return r;
      if (id const r = sign_moves_outwards(*this, code, a, b); r != none) return r;
      return constant_factors_gather(*this, a, b);
    }
    case op::xmuly: {
      if (id const r = product_with_nonzero(*this, a, b); r != none) return r;
      return sign_moves_outwards(*this, code, a, b);
    }
    case op::divide: {
      if (id const r = one_is_neutral(*this, code, a, b); r != none) return r;
      if (id const r = stable_quotient(*this, a, b); r != none) return r;
      return sign_moves_outwards(*this, code, a, b);
    }
    case op::maximum:
    case op::minimum: return idempotence(*this, a, b);
    case op::power: return small_powers(*this, a, b);
    case op::xlogy: {
      if (id const r = xlogy_of_probability(*this, a, b); r != none) return r;
      return xlogy_of_one_minus(*this, a, b);
    }
    default: return none;
    }
  }

  /// (−x) + (−y) → −(x + y).
  constexpr id sum_of_two_negated(id a, id b) {
    if (!is(*this, a, op::negate) || !is(*this, b, op::negate)) return none;
    return apply(op::negate, apply(op::add, (*this)[a].a, (*this)[b].a));
  }

  constexpr id rewrite_sum(node const& n) {
    if (id const r = reduction_of_one(*this, n); r != none) return r;
    if (id const r = sum_of_negation(*this, n); r != none) return r;
    if (n.axis() != all_axes) return none;
    if (id const r = one_hot_sums_to_one(*this, n.a); r != none) return r;
    if (id const r = sum_of_broadcast(*this, n.a); r != none) return r;
    return cross_entropy_of_softmax(*this, n.a);
  }
};

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
