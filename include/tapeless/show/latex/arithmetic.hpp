// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex/names.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Sums, comparisons, products, quotients and powers in LaTeX.
class latex_arithmetic : public latex_names {
public:
  using latex_names::latex_names;

protected:
  // ---- signs --------------------------------------------------------------------------------------------------------

  constexpr bool is_word(id v) const {
    symbol const* const known = symbol_of(v);
    return known != nullptr && known->is_word();
  }
  constexpr bool is_juxtaposition(node const& here) const {
    return here.code == op::product || ((here.code == op::multiply || here.code == op::xmuly) && is_scaling(here));
  }
  /// Two factors side by side: a dot before a digit, a thin space beside a word.
  constexpr void juxtapose(id left, binding left_least, id right, binding right_least) {
    id last = left;
    while (!has_line(last) && is_juxtaposition(formulas[last])) last = formulas[last].b;
    id first = right;
    while (!has_line(first) && is_juxtaposition(formulas[first])) first = formulas[first].a;
    use(left, left_least, true);
    bool const digit = is_constant(first) && begins_with_digit(magnitude(formulas[first].value));
    sink(digit ? R"( \cdot )" : is_word(last) || is_word(first) ? R"( \, )" : " ");
    use(right, right_least, true);
  }
  constexpr void infix(node const& here, binding left, binding right) {
    write(operand(here, 0, left), ' ', notation_of(here.code).latex, ' ', operand(here, 1, right));
  }
  /// The comparison as a condition.
  constexpr void condition(id v) {
    if (is_comparison(v)) return infix(formulas[v], binding::sum, binding::sum);
    write(part{v, binding::sum}, " > 0");
  }
  constexpr void indicator(id v) {
    write(R"(\mathbf{1}[)", [&] { condition(v); }, ']');
  }
  /// The value of a comparison, also of one that has a line.
  constexpr void comparison(node const& here) {
    write(R"(\mathbf{1}[)", [&] { infix(here, binding::sum, binding::sum); }, ']');
  }

  // ---- products and quotients ---------------------------------------------------------------------------------------

  /// The scalar of a scaling stands first.
  constexpr bool scalar_is_second(node const& here) const {
    return !is_scalar(shown_operand(here, 0)) && is_scalar(shown_operand(here, 1));
  }
  constexpr binding binding_of_scaling(node const& here) const {
    return at_most_factor(shown_operand(here, scalar_is_second(here) ? 0 : 1));
  }
  /// What binds like the last of its factors, v.
  constexpr binding at_most_factor(id v) const {
    binding const inner = has_line(v) ? binding::atom : binding_of(v);
    return inner == binding::series || inner == binding::elementwise ? inner : binding::factor;
  }
  constexpr void multiplication(node const& here) {
    if (!is_scaling(here)) return infix(here, binding::elementwise, binding::elementwise);
    std::uint32_t const scalar = scalar_is_second(here) ? 1 : 0;
    juxtapose(shown_operand(here, scalar), binding::factor, shown_operand(here, 1 - scalar), binding::series);
  }
  constexpr void product(node const& here) {
    if (!here.left_transposed && !here.right_transposed)
      return juxtapose(here.a, binding::factor, here.b, binding::factor);
    factor(here.a, here.left_transposed);
    sink(' ');
    factor(here.b, here.right_transposed);
  }
  constexpr void factor(id v, bool transposed) { transposed ? marked(v, {R"(\top)"}, false) : use(v, binding::factor); }

  /// Σ, or anything that is not a number, over a number: 1/number times it.
  constexpr bool is_split(node const& here) const {
    id const above = shown_operand(here, 0);
    if (!is_scalar(shown_operand(here, 1)) || here.code == op::xdivy) return false;
    bool const is_sum = is_in_place(above, op::sum) || is_mean_of_cross_entropies(here) ||
                        (!has_line(above) && binding_of(above) == binding::series);
    return !is_scalar(above) || is_sum;
  }
  constexpr bool is_sum_of_cross_entropies(node const& here) const {
    return here.code == op::batch_sum && is_in_place(here.a, op::softmax_cross_entropy);
  }
  constexpr bool is_mean_of_cross_entropies(node const& here) const {
    id const above = shown_operand(here, 0);
    return !has_line(above) && is_sum_of_cross_entropies(formulas[above]);
  }
  constexpr bool is_each_by_each(node const& here) const {
    return !is_scalar(shown_operand(here, 0)) && !is_scalar(shown_operand(here, 1));
  }
  constexpr binding binding_of_quotient(node const& here) const {
    if (is_each_by_each(here)) return binding::elementwise;
    if (!is_split(here)) return binding::prefix;
    if (is_mean_of_cross_entropies(here)) return binding::sum;
    return at_most_factor(shown_operand(here, 0));
  }
  constexpr void quotient(node const& here) {
    if (is_each_by_each(here))
      return write(operand(here, 0, binding::elementwise), R"( \oslash )", operand(here, 1, binding::factor));
    if (!is_split(here)) return write(R"(\frac{)", operand(here, 0), "}{", operand(here, 1), '}');
    bool const takes_sign = is_mean_of_cross_entropies(here);
    write(takes_sign ? "-" : "", R"(\frac{1}{)", operand(here, 1), "} ");
    if (takes_sign) return over_samples(formulas[shown_operand(here, 0)], false);
    write(operand(here, 0, binding::series));
  }
  /// Σ over the samples; the sign of cross-entropies stands before it.
  constexpr virtual void over_samples(node const& here, bool with_sign) = 0;

  /// x over hypot(x, y).
  constexpr void over_hypot(node const& here) {
    bool const is_fraction = here.shape.is_scalar();
    write(is_fraction ? R"(\frac{)" : "", operand(here, 0, is_fraction ? loosest : binding::elementwise),
          is_fraction ? "}{" : R"( \oslash )", R"(\operatorname{hypot}()", operand(here, 0), ", ", operand(here, 1),
          is_fraction ? ")}" : ")");
  }

  // ---- powers -------------------------------------------------------------------------------------------------------

  /// v ⊙ v, of a vector or matrix with a name.
  constexpr bool is_repeated_factor(node const& here) const {
    return !here.shape.is_scalar() && is_symbol(shown(here.a, true));
  }
  constexpr bool has_superscript(id v) const {
    if (symbol const* const known = symbol_of(v); known != nullptr) return known->has_index();
    naming const how = outlined.of_node[v].how;
    return how != naming::in_place && how != naming::generated && how != naming::prediction;
  }
  /// Parentheses keep the 2 of z² apart from the 1 of z⁽¹⁾; letters without superscript need none.
  constexpr void power_base(node const& here) {
    id const v = shown_operand(here, 0);
    bool const is_plain = (is_constant(v) && !has_sign(formulas[v].value)) || (is_symbol(v) && !has_superscript(v));
    if (is_plain) return use(v);
    bool const tall = open(v);
    use(v);
    close(tall);
  }
  constexpr void square(node const& here) {
    part const factor{here.a, binding::elementwise, true};
    if (is_repeated_factor(here)) return write(factor, R"( \odot )", factor);
    power_base(here);
    sink(here.shape.is_scalar() ? "^{2}" : R"(^{\odot 2})");
  }
  constexpr void power(node const& here) {
    power_base(here);
    write(here.shape.is_scalar() ? "^{" : R"(^{\odot )", operand(here, 1), '}');
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
