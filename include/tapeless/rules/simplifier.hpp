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

/// A builder whose `apply` tries the laws, in a fixed order, before it inserts a node. Every law returns nodes that
/// went through `apply` themselves, so what is in the graph is simplified already; each law makes the expression
/// smaller or moves a sign or a broadcast outwards, so the rewriting ends.
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
    if (n.code == op::broadcast) return is(*this, n.a, op::broadcast) ? broadcast((*this)[n.a].a, n.shape) : none;
    if (is_elementwise_unary(n.code)) return rewrite_unary(n);
    return is_elementwise_binary(n.code) ? rewrite_binary(n) : by_laws_of_operation(n);
  }
  constexpr id rewrite_unary(node const& n) {
    if (id const r = constant_operands_fold(*this, n.code, n.a, none); r != none) return r;
    if (id const r = broadcast_moves_outwards(*this, n); r != none) return r;
    if (id const r = repeat_moves_outwards(*this, n); r != none) return r;
    if (id const r = by_laws_of_operation(n); r != none) return r;
    return parity(*this, n.code, n.a);
  }
  constexpr id rewrite_binary(node const& n) {
    if (id const r = constant_operands_fold(*this, n.code, n.a, n.b); r != none) return r;
    if (id const r = broadcast_is_implied(*this, n); r != none) return r;
    if (id const r = repeats_move_outwards(*this, n); r != none) return r;
    return by_laws_of_operation(n);
  }
  constexpr id by_laws_of_operation(node const& n);

  friend struct operation_laws;

  constexpr id laws_of_negate(node const& n) {
    if (id const r = double_negation(*this, n.a); r != none) return r;
    return negated_difference(*this, n.a);
  }
  constexpr id laws_of_log(node const& n) { return stable_log(*this, n.a); }
  constexpr id laws_of_log1p(node const& n) { return stable_log1p(*this, n.a); }
  constexpr id laws_of_log2(node const& n) {
    if (!is_exponential(*this, n.a)) return none;
    return apply(op::multiply, constant(std::numbers::log2e), log_of_exponential(*this, n.a));
  }
  constexpr id laws_of_sqrt(node const& n) { return root_of_squares(*this, n.a); }

  constexpr id laws_of_add(node const& n) {
    if (id const r = zero_is_neutral_in_sums(*this, n.a, n.b); r != none) return r;
    if (id const r = logistic_loss_of_softplus(*this, n.a, n.b); r != none) return r;
    if (id const r = sum_of_two_negated(n.a, n.b); r != none) return r;
    if (id const r = common_factor(*this, n.a, n.b); r != none) return r;
    if (id const r = sum_of_selections(*this, n.a, n.b); r != none) return r;
    if (id const r = sum_of_pads(*this, n.a, n.b); r != none) return r;
    if (id const r = complement(*this, n.code, n.a, n.b); r != none) return r;
    if (id const r = scatter_onto(*this, n.code, n.a, n.b); r != none) return r;
    return sum_of_negated(*this, n.code, n.a, n.b);
  }
  constexpr id laws_of_subtract(node const& n) {
    if (id const r = zero_is_neutral_in_differences(*this, n.a, n.b); r != none) return r;
    if (id const r = exp_minus_one(*this, n.a, n.b); r != none) return r;
    if (id const r = complement(*this, n.code, n.a, n.b); r != none) return r;
    if (id const r = scatter_onto(*this, n.code, n.a, n.b); r != none) return r;
    return sum_of_negated(*this, n.code, n.a, n.b);
  }
  constexpr id laws_of_multiply(node const& n) {
    if (id const r = one_is_neutral(*this, n.code, n.a, n.b); r != none) return r;
    if (id const r = product_with_itself(*this, n.a, n.b); r != none) return r;
    if (id const r = label_picks(*this, n.a, n.b); r != none) return r;
    if (id const r = product_is_softmax(*this, n.a, n.b); r != none) return r;
    if (id const r = sign_moves_outwards(*this, n.code, n.a, n.b); r != none) return r;
    if (id const r = factor_of_scatter(*this, n.a, n.b); r != none) return r;
    return constant_factors_gather(*this, n.a, n.b);
  }
  constexpr id laws_of_xmuly(node const& n) {
    if (id const r = product_with_nonzero(*this, n.a, n.b); r != none) return r;
    return sign_moves_outwards(*this, n.code, n.a, n.b);
  }
  constexpr id laws_of_divide(node const& n) {
    if (id const r = one_is_neutral(*this, n.code, n.a, n.b); r != none) return r;
    if (id const r = stable_quotient(*this, n.a, n.b); r != none) return r;
    return sign_moves_outwards(*this, n.code, n.a, n.b);
  }
  constexpr id laws_of_maximum(node const& n) { return idempotence(*this, n.a, n.b); }
  constexpr id laws_of_power(node const& n) { return small_powers(*this, n.a, n.b); }
  constexpr id laws_of_xlogy(node const& n) {
    if (id const r = xlogy_of_probability(*this, n.a, n.b); r != none) return r;
    return xlogy_of_one_minus(*this, n.a, n.b);
  }
  constexpr id laws_of_select(node const& n) {
    if (id const r = decided_selection(*this, n); r != none) return r;
    if (id const r = comparison_with_zero_is_implied(*this, n); r != none) return r;
    if (id const r = nested_selection(*this, n); r != none) return r;
    return broadcast_is_implied_in_selections(*this, n);
  }

  constexpr id laws_of_triangle(node const& n) { return diagonal_of_scalar(*this, n.a); }
  constexpr id laws_of_diagonal(node const& n) {
    if (id const r = diagonal_of_scalar(*this, n.a); r != none) return r;
    if (id const r = diagonal_of_diagonal(*this, n.a); r != none) return r;
    return diagonal_of_product(*this, n.a);
  }
  constexpr id laws_of_transpose(node const& n) { return simpler_transpose(*this, n.a); }
  constexpr id laws_of_moved_block(node const& n) { return simpler_movement(*this, n); }

  constexpr id laws_of_max(node const& n) { return reduction_of_one(*this, n); }
  constexpr id laws_of_norm(node const& n) { return norm_of_one(*this, n); }
  constexpr id laws_of_sum(node const& n) {
    if (id const r = reduction_of_one(*this, n); r != none) return r;
    if (id const r = sum_of_negation(*this, n); r != none) return r;
    if (n.axis() != all_axes) return none;
    if (id const r = one_hot_sums_to_one(*this, n.a); r != none) return r;
    if (id const r = sum_of_broadcast(*this, n.a); r != none) return r;
    return cross_entropy_of_softmax(*this, n.a);
  }
  constexpr id laws_of_batch_sum(node const& n) {
    if (id const r = sum_of_negation(*this, n); r != none) return r;
    if (id const r = batch_sum_of_scatter(*this, n.a); r != none) return r;
    if (id const r = batch_sum_of_pad(*this, n.a); r != none) return r;
    return batch_sum_of_product(*this, n.a);
  }

  /// Of an operation without laws of its own. (A null pointer would do, but g++ has no constant of comparing one under
  /// -fsanitize=undefined.)
  constexpr id no_laws(node const&) { return none; }

  /// (−x) + (−y) → −(x + y).
  constexpr id sum_of_two_negated(id a, id b) {
    if (!is(*this, a, op::negate) || !is(*this, b, op::negate)) return none;
    return apply(op::negate, apply(op::add, (*this)[a].a, (*this)[b].a));
  }
};

/// What is tried for each operation, by its code. One without a row has no laws of its own: it is written as it is.
struct operation_laws {
  using laws = id (simplifier::*)(node const&);
  std::array<laws, ops::count> of{};

  constexpr operation_laws() {
    using rules = simplifier;
    of.fill(&rules::no_laws);
    constexpr struct {
      op code;
      laws tried;
    } rows[]{{op::negate, &rules::laws_of_negate},
             {op::log, &rules::laws_of_log},
             {op::log1p, &rules::laws_of_log1p},
             {op::log2, &rules::laws_of_log2},
             {op::sqrt, &rules::laws_of_sqrt},
             {op::add, &rules::laws_of_add},
             {op::subtract, &rules::laws_of_subtract},
             {op::multiply, &rules::laws_of_multiply},
             {op::xmuly, &rules::laws_of_xmuly},
             {op::divide, &rules::laws_of_divide},
             {op::maximum, &rules::laws_of_maximum},
             {op::minimum, &rules::laws_of_maximum},
             {op::power, &rules::laws_of_power},
             {op::xlogy, &rules::laws_of_xlogy},
             {op::select, &rules::laws_of_select},
             {op::diagonal_matrix, &rules::laws_of_triangle},
             {op::tril, &rules::laws_of_triangle},
             {op::triu, &rules::laws_of_triangle},
             {op::diagonal, &rules::laws_of_diagonal},
             {op::transpose, &rules::laws_of_transpose},
             {op::reshape, &rules::laws_of_moved_block},
             {op::slice, &rules::laws_of_moved_block},
             {op::pad, &rules::laws_of_moved_block},
             {op::repeat, &rules::laws_of_moved_block},
             {op::max, &rules::laws_of_max},
             {op::logsumexp, &rules::laws_of_max},
             {op::norm, &rules::laws_of_norm},
             {op::sum, &rules::laws_of_sum},
             {op::batch_sum, &rules::laws_of_batch_sum}};
    for (auto const& row : rows) of[static_cast<std::size_t>(row.code)] = row.tried;
  }
};
inline constexpr operation_laws laws_by_code{};

constexpr id simplifier::by_laws_of_operation(node const& n) {
  return (this->*laws_by_code.of[static_cast<std::size_t>(n.code)])(n);
}

}  // namespace rules
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
