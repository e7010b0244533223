// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex/labels.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Sums, comparisons, products, quotients and powers in LaTeX.
template <class Writer, class Sink>
class latex_arithmetic : public latex_labels<Writer, Sink> {
  using base = latex_labels<Writer, Sink>;

public:
  using base::base;
  using base::has_line;
  using base::use;

protected:
  using base::formulas;
  using base::is_scalar;
  using base::marked;
  using base::operand;
  using base::sink;

  // ---- signs -----------------------------------------------------------------------------------------------------------

  constexpr bool is_word(id v) const {
    if (has_line(v)) {
      label const& given = this->outlined.of_node[v];
      return given.how == naming::users &&
             is_word(this->context.name_symbols[given.number], this->context.is_literal_name[given.number]);
    }
    node const& here = formulas[v];
    return here.code == op::leaf &&
           is_word(this->context.leaf_symbols[here.leaf], this->context.is_literal_leaf[here.leaf]);
  }
  static constexpr bool is_word(symbol const& known, bool is_literal) { return is_literal || !known.is_letter_core(); }
  constexpr bool is_juxtaposition(node const& here) const {
    return here.code == op::product ||
           ((here.code == op::multiply || here.code == op::xmuly) && this->is_scaling(here));
  }
  /// Two factors side by side: a dot before a digit, a thin space beside a word.
  constexpr void juxtapose(id left, binding left_least, id right, binding right_least) {
    id last = left;
    while (!has_line(last) && is_juxtaposition(formulas[last])) last = formulas[last].b;
    id first = right;
    while (!has_line(first) && is_juxtaposition(formulas[first])) first = formulas[first].a;
    use(left, left_least, true);
    bool const digit = this->is_constant(first) && begins_with_digit(this->magnitude(formulas[first].value));
    put(digit ? R"( \cdot )" : is_word(last) || is_word(first) ? R"( \, )" : " ", sink);
    use(right, right_least, true);
  }
  constexpr void infix(node const& here, binding left, binding right) {
    operand(here, 0, left);
    sink(' ');
    put(notation_of(here.code).latex, sink);
    sink(' ');
    operand(here, 1, right);
  }
  /// The comparison as a condition.
  constexpr void condition(id v) {
    bool const compared = this->is_comparison(v);
    if (compared) return infix(formulas[v], binding::sum, binding::sum);
    use(v, binding::sum);
    put(" > 0", sink);
  }
  constexpr void indicator(id v) {
    put(R"(\mathbf{1}[)", sink);
    condition(v);
    sink(']');
  }
  /// The value of a comparison, also of one that has a line.
  constexpr void comparison(node const& here) {
    put(R"(\mathbf{1}[)", sink);
    infix(here, binding::sum, binding::sum);
    sink(']');
  }

  // ---- products and quotients ------------------------------------------------------------------------------------------

  /// The scalar of a scaling stands first.
  constexpr bool scalar_is_second(node const& here) const {
    return !is_scalar(this->shown_operand(here, 0)) && is_scalar(this->shown_operand(here, 1));
  }
  constexpr binding binding_of_scaling(node const& here) const {
    id const scaled = this->shown_operand(here, scalar_is_second(here) ? 0 : 1);
    binding const inner = has_line(scaled) ? binding::atom : binding_at(scaled);
    return inner == binding::series || inner == binding::elementwise ? inner : binding::factor;
  }
  constexpr void multiplication(node const& here) {
    if (!this->is_scaling(here)) return infix(here, binding::elementwise, binding::elementwise);
    std::uint32_t const scalar = scalar_is_second(here) ? 1 : 0;
    juxtapose(this->shown_operand(here, scalar), binding::factor, this->shown_operand(here, 1 - scalar),
              binding::series);
  }
  constexpr void product(node const& here) {
    if (!here.left_transposed && !here.right_transposed)
      return juxtapose(here.a, binding::factor, here.b, binding::factor);
    factor(here.a, here.left_transposed);
    sink(' ');
    factor(here.b, here.right_transposed);
  }
  constexpr void factor(id v, bool transposed) {
    if (transposed) return marked(v, R"(\top)", {}, false);
    use(v, binding::factor);
  }

  /// Σ, or anything that is not a number, over a number: 1/number times it.
  constexpr bool is_split(node const& here) const {
    id const above = this->shown_operand(here, 0);
    if (!is_scalar(this->shown_operand(here, 1)) || here.code == op::xdivy) return false;
    bool const is_sum = this->is_in_place(above, op::sum) || is_mean_of_cross_entropies(here) ||
                        (!has_line(above) && binding_at(above) == binding::series);
    return !is_scalar(above) || is_sum;
  }
  constexpr bool is_sum_of_cross_entropies(node const& here) const {
    return here.code == op::batch_sum && this->is_in_place(here.a, op::softmax_cross_entropy);
  }
  constexpr bool is_mean_of_cross_entropies(node const& here) const {
    id const above = this->shown_operand(here, 0);
    return !has_line(above) && is_sum_of_cross_entropies(formulas[above]);
  }
  constexpr bool is_each_by_each(node const& here) const {
    return !is_scalar(this->shown_operand(here, 0)) && !is_scalar(this->shown_operand(here, 1));
  }
  constexpr binding binding_of_quotient(node const& here) const {
    if (is_each_by_each(here)) return binding::elementwise;
    if (!is_split(here)) return binding::prefix;
    if (is_mean_of_cross_entropies(here)) return binding::sum;
    id const above = this->shown_operand(here, 0);
    binding const inner = has_line(above) ? binding::atom : binding_at(above);
    return inner == binding::series || inner == binding::elementwise ? inner : binding::factor;
  }
  constexpr void quotient(node const& here) {
    if (is_each_by_each(here)) {
      operand(here, 0, binding::elementwise);
      put(R"( \oslash )", sink);
      return operand(here, 1, binding::factor);
    }
    bool const split = is_split(here);
    bool const takes_sign = split && is_mean_of_cross_entropies(here);
    if (takes_sign) sink('-');
    put(R"(\frac{)", sink);
    if (split) sink('1');
    if (!split) operand(here, 0, loosest);
    put("}{", sink);
    operand(here, 1, loosest);
    sink('}');
    if (!split) return;
    sink(' ');
    if (takes_sign) return this->self().over_samples(formulas[this->shown_operand(here, 0)], false);
    operand(here, 0, binding::series);
  }

  /// x over hypot(x, y).
  constexpr void over_hypot(node const& here) {
    bool const is_fraction = here.shape.is_scalar();
    put(is_fraction ? R"(\frac{)" : "", sink);
    operand(here, 0, is_fraction ? loosest : binding::elementwise);
    put(is_fraction ? "}{" : R"( \oslash )", sink);
    put(R"(\operatorname{hypot}()", sink);
    operand(here, 0, loosest);
    put(", ", sink);
    operand(here, 1, loosest);
    put(is_fraction ? ")}" : ")", sink);
  }

  // ---- powers ----------------------------------------------------------------------------------------------------------

  /// v ⊙ v, of a vector or matrix with a name.
  constexpr bool is_repeated_factor(node const& here) const {
    return !here.shape.is_scalar() && this->is_symbol(this->shown(here.a, true));
  }
  constexpr bool has_superscript(id v) const {
    label const& given = this->outlined.of_node[v];
    if (given.how == naming::in_place)
      return formulas[v].code == op::leaf && this->context.leaf_symbols[formulas[v].leaf].has_index();
    if (given.how == naming::users) return this->context.name_symbols[given.number].has_index();
    return given.how != naming::generated && given.how != naming::prediction;
  }
  /// Parentheses keep the 2 of z² apart from the 1 of z⁽¹⁾; letters without superscript need none.
  constexpr void power_base(node const& here) {
    id const v = this->shown_operand(here, 0);
    bool const is_plain =
        (this->is_constant(v) && !has_sign(formulas[v].value)) || (this->is_symbol(v) && !has_superscript(v));
    if (is_plain) return use(v);
    bool const tall = this->open(v);
    use(v);
    this->close(tall);
  }
  constexpr void square(node const& here) {
    if (!is_repeated_factor(here)) {
      power_base(here);
      return put(here.shape.is_scalar() ? "^{2}" : R"(^{\odot 2})", sink);
    }
    use(here.a, binding::elementwise, true);
    put(R"( \odot )", sink);
    use(here.a, binding::elementwise, true);
  }
  constexpr void power(node const& here) {
    power_base(here);
    put(here.shape.is_scalar() ? "^{" : R"(^{\odot )", sink);
    operand(here, 1, loosest);
    sink('}');
  }

private:
  constexpr binding binding_at(id v) const { return static_cast<Writer const&>(*this).binding_of(v); }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
