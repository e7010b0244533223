// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex/functions.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes nodes as formulas in LaTeX's math mode (with amsmath). Juxtaposition is the matrix product and scaling, ⊙ and
/// ⊘ go element by element and bind less, Σ reaches as far as products do. Sums and products that may be grouped either
/// way have no parentheses.
class latex_writer final : public latex_functions {
public:
  using latex_functions::latex_functions;

  constexpr void formula(id v, binding least) override {
    node const& here = formulas[v];
    switch (notation_of(here.code).as) {
    case form::call: return application(here, least);
    case form::leaf: return leaf_name(here.leaf);
    case form::constant: return put_latex_number(here.value, sink);
    case form::sample_count: return sink(context.letters.samples);
    case form::negation: sink('-'); return use(here.a, binding::series);
    case form::sum: return infix(here, binding::sum, binding::sum);
    case form::difference: return infix(here, binding::sum, binding::series);
    case form::product: return multiplication(here);
    case form::quotient: return quotient(here);
    case form::comparison: return comparison(here);
    case form::power: return power(here);
    case form::square: return square(here);
    case form::over_hypot: return over_hypot(here);
    case form::weighted_logarithm: return weighted_log(here, binding::elementwise);
    case form::log_of_one_plus: return log_of_one_plus(here, least);
    case form::logistic_loss: return logistic_loss(here);
    case form::choice: return choice(here);
    case form::transposition: return marked(here.a, {R"(\top)"}, false);
    case form::matrix_product: return product(here);
    case form::summation: return sum(here);
    case form::series: return series(here);
    case form::cross_entropy: return cross_entropy(here);
    case form::block: return slice(here);
    case form::concatenation: return concatenation(here);
    case form::repeated_vector: return repeated_vector(here);
    case form::repeated: return repeated(here);
    case form::over_samples: return over_samples(here, true);
    }
  }

  constexpr binding binding_of(id v) const override {
    node const& here = formulas[v];
    form const as = notation_of(here.code).as;
    if (as == form::constant) return has_sign(here.value) ? binding::sum : binding::atom;
    if (as == form::product) return is_scaling(here) ? binding_of_scaling(here) : binding::elementwise;
    if (as == form::quotient) return binding_of_quotient(here);
    if (as == form::over_hypot) return is_scalar(v) ? binding::prefix : binding::elementwise;
    if (as == form::square) return is_repeated_factor(here) ? binding::elementwise : binding::postfix;
    if (as == form::weighted_logarithm) return is_scalar(v) ? binding::factor : binding::elementwise;
    if (as == form::choice) return zero_branch(here) == 0 ? binding::series : binding::elementwise;
    if (as == form::summation) return binding_of_sum(here);
    if (as == form::repeated) return is_zero_or_one(here.a) ? binding::atom : binding::factor;
    return is_sum_of_cross_entropies(here) ? binding::sum : notation_of(here.code).latex_rank;
  }

  /// f′(v) for v's function f = `code`.
  constexpr void derivative_of_function(node const& applied) {
    function_sign(applied);
    write("'(", part{applied.a}, ')');
  }

private:
  // ---- choices ------------------------------------------------------------------------------------------------------

  /// The branch that is zero, 1 or 2, else 0.
  constexpr std::uint32_t zero_branch(node const& here) const {
    return is_constant(shown_operand(here, 2), 0) ? 2u : is_constant(shown_operand(here, 1), 0) ? 1u : 0u;
  }
  /// A branch that is zero makes the other one a product with an indicator.
  constexpr void choice(node const& here) {
    std::uint32_t const zero = zero_branch(here);
    if (zero == 0)
      return write(R"(\begin{cases} )", operand(here, 1), R"( & \text{if } )", [&] { condition(here.a); }, R"( \\ )",
                   operand(here, 2), R"( & \text{otherwise} \end{cases})");
    if (!is_constant(shown_operand(here, 3 - zero), 1))
      write(operand(here, 3 - zero, binding::elementwise), here.shape.is_scalar() ? " " : R"( \odot )");
    if (zero == 2) return indicator(here.a);
    write(
        "(1 - ", [&] { indicator(here.a); }, ')');
  }

  // ---- losses -------------------------------------------------------------------------------------------------------

  /// y ⊙ log p
  constexpr void weighted_log(node const& here, binding least) {
    write(operand(here, 0, least), here.shape.is_scalar() ? R"( \log)" : R"( \odot \log)");
    argument(shown_operand(here, 1));
  }
  constexpr void argument(id v) { is_symbol(v) ? write(' ', part{v}) : write('(', part{v}, ')'); }
  /// −yᵀ log ŷ, or without the sign
  constexpr void cross_entropy(node const& here, bool with_sign = true) {
    if (with_sign) sink('-');
    marked(here.b, {R"(\top)"});
    sink(R"( \log )");
    id const probabilities = application_of(formulas, op::softmax, here.a);
    if (probabilities != none && has_line(probabilities)) return line_name(probabilities);
    write(R"(\operatorname{softmax}()", part{here.a}, ')');
  }
  /// −y log p − (1 − y) log(1 − p) with p = σ(z)
  constexpr void logistic_loss(node const& here) {
    std::string_view const times = here.shape.is_scalar() ? R"( \log)" : R"( \odot \log)";
    id const probability = application_of(formulas, op::sigmoid, here.a);
    bool const is_named = probability != none && has_line(probability);
    auto const put_probability = [&] {
      is_named ? line_name(probability) : write(R"(\sigma()", operand(here, 0), ')');
    };
    write('-', operand(here, 1, binding::elementwise), times, ' ', put_probability, " - (1 - ",
          operand(here, 1, binding::series), ')', times, "(1 - ", put_probability, ')');
  }

  // ---- sums ---------------------------------------------------------------------------------------------------------

  /// log(1 + x), or log(1 − x).
  constexpr void log_of_one_plus(node const& here, binding least) {
    if (!is_in_place(here.a, op::negate)) return application(here, least);
    write(R"(\log(1 - )", part{formulas[here.a].a, binding::series}, ')');
  }
  /// The product of two vectors (also y ⊙ log p) whose sum this is, printed in place.
  constexpr bool is_inner_product(node const& here) const {
    id const terms = here.a;
    bool const in_place =
        is_in_place(terms, op::multiply) || is_in_place(terms, op::xmuly) || is_in_place(terms, op::xlogy);
    return in_place && here.axis() == all_axes && formulas[terms].shape.columns == 1 &&
           same_matrix(formulas[formulas[terms].a].shape, formulas[formulas[terms].b].shape);
  }
  constexpr bool is_norm(node const& here) const { return is_in_place(here.a, op::square) && here.axis() == all_axes; }
  constexpr binding binding_of_sum(node const& here) const {
    return is_norm(here) ? binding::postfix : is_inner_product(here) ? binding::factor : binding::series;
  }
  constexpr void sum(node const& here) {
    if (is_norm(here)) {
      bool const tall = is_tall(formulas[here.a].a);
      return write(tall ? R"(\left\lVert )" : R"(\lVert )", part{formulas[here.a].a},
                   tall ? R"( \right\rVert^{2})" : R"( \rVert^{2})");
    }
    if (!is_inner_product(here)) return series(here);
    node const& terms = formulas[here.a];
    marked(terms.a, {R"(\top)"});
    sink(' ');
    if (terms.code != op::xlogy) return use(terms.b, binding::factor);
    sink(R"(\log)");
    argument(terms.b);
  }
  /// Σᵢ or maxᵢ of the elements; along an axis, of whole rows Aᵢ or columns.
  constexpr void series(node const& here) {
    extents const shape = formulas[here.a].shape;
    std::uint32_t const axis = here.axis();
    char const row = context.letters.row;
    char const column = context.letters.column;
    char over[3]{};
    filler fill(over);
    if (axis == 0 || (axis == all_axes && shape.rows != 1)) fill(row);
    if (axis == 1 || (axis == all_axes && shape.columns != 1)) fill(column);
    std::string_view const running(over, static_cast<std::size_t>(fill.next - over));
    char const along_rows[] = {row, ',', ':'};
    char const along_columns[] = {':', ',', column};
    sink(notation_of(here.code).latex, "_{", running, "} ");
    std::string_view const index = axis == 0   ? std::string_view(along_rows, 3)
                                   : axis == 1 ? std::string_view(along_columns, 3)
                                               : running;
    marked(here.a, {{}, index}, false);
  }

  constexpr void over_samples(node const& here, bool with_sign) override {
    if (with_sign && is_sum_of_cross_entropies(here)) sink('-');
    sink(R"(\sum_{)", context.letters.sample, "=1}^{", context.letters.samples, "} ");
    if (here.code == op::batch_product_sum) return product(here);
    if (is_sum_of_cross_entropies(here)) return cross_entropy(formulas[here.a], false);
    use(here.a, binding::series);
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
