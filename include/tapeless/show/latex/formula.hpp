// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex/functions.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes nodes as formulas in LaTeX's math mode (with amsmath). Juxtaposition is the matrix product and scaling, ⊙ and ⊘ go element by
/// element and bind less, Σ reaches as far as products do. Sums and products that may be grouped either way have no parentheses.
template <class Sink>
class latex_writer : public latex_functions<latex_writer<Sink>, Sink> {
  using base = latex_functions<latex_writer<Sink>, Sink>;
  using base::context;
  using base::formulas;
  using base::is_scalar;
  using base::marked;
  using base::operand;
  using base::sink;

public:
  using base::base;
  using base::has_line;
  using base::use;

  constexpr void result(id v) { use(v); }

  /// The operation itself, also of a node that has a line.
  constexpr void formula(id v, binding least) {
    node const& here = formulas[v];
    switch (notation_of(here.code).as) {
    case form::call: return this->application(here, least);
    case form::leaf: return this->leaf_name(here.leaf);
    case form::constant: return put_latex_number(here.value, sink);
    case form::sample_count: return sink(context.letters.samples);
    case form::negation: sink('-'); return use(here.a, binding::series);
    case form::sum: return this->infix(here, binding::sum, binding::sum);
    case form::difference: return this->infix(here, binding::sum, binding::series);
    case form::product: return this->multiplication(here);
    case form::quotient: return this->quotient(here);
    case form::comparison: return this->comparison(here);
    case form::power: return this->power(here);
    case form::square: return this->square(here);
    case form::over_hypot: return this->over_hypot(here);
    case form::weighted_logarithm: return weighted_log(here, binding::elementwise);
    case form::log_of_one_plus: return log_of_one_plus(here, least);
    case form::logistic_loss: return logistic_loss(here);
    case form::choice: return choice(here);
    case form::transposition: return marked(here.a, R"(\top)", {}, false);
    case form::matrix_product: return this->product(here);
    case form::summation: return sum(here);
    case form::series: return series(here);
    case form::cross_entropy: return cross_entropy(here);
    case form::block: return this->slice(here);
    case form::concatenation: return this->concatenation(here);
    case form::repeated_vector: return this->repeated_vector(here);
    case form::repeated: return this->repeated(here);
    case form::over_samples: return over_samples(here);
    }
  }

  constexpr binding binding_of(id v) const {
    node const& here = formulas[v];
    notation const& signs = notation_of(here.code);
    switch (signs.as) {
    case form::constant: return has_sign(here.value) ? binding::sum : binding::atom;
    case form::product: return this->is_scaling(here) ? this->binding_of_scaling(here) : binding::elementwise;
    case form::quotient: return this->binding_of_quotient(here);
    case form::over_hypot: return here.shape.is_scalar() ? binding::prefix : binding::elementwise;
    case form::square: return this->is_repeated_factor(here) ? binding::elementwise : binding::postfix;
    case form::weighted_logarithm: return is_scalar(v) ? binding::factor : binding::elementwise;
    case form::choice: return zero_branch(here) == 0 ? binding::series : binding::elementwise;
    case form::summation: return binding_of_sum(here);
    case form::over_samples: return this->is_sum_of_cross_entropies(here) ? binding::sum : signs.latex_rank;
    case form::repeated:
      return this->is_constant(here.a, 0) || this->is_constant(here.a, 1) ? binding::atom : binding::factor;
    case form::call:
    case form::leaf:
    case form::sample_count:
    case form::negation:
    case form::sum:
    case form::difference:
    case form::comparison:
    case form::power:
    case form::log_of_one_plus:
    case form::logistic_loss:
    case form::transposition:
    case form::matrix_product:
    case form::series:
    case form::cross_entropy:
    case form::block:
    case form::concatenation:
    case form::repeated_vector: break;
    }
    return signs.latex_rank;
  }

  /// f′(v) for v's function f = `code`.
  constexpr void derivative_of_function(node const& applied) {
    this->function_sign(applied);
    put("'(", sink);
    use(applied.a);
    sink(')');
  }

private:
  // ---- choices ---------------------------------------------------------------------------------------------------------

  /// The branch that is zero, 1 or 2, else 0.
  constexpr std::uint32_t zero_branch(node const& here) const {
    return this->is_constant(this->shown_operand(here, 2), 0)   ? 2u
           : this->is_constant(this->shown_operand(here, 1), 0) ? 1u
                                                                : 0u;
  }
  /// A branch that is zero makes the other one a product with an indicator.
  constexpr void choice(node const& here) {
    std::uint32_t const zero = zero_branch(here);
    if (zero != 0) {
      if (!this->is_constant(this->shown_operand(here, 3 - zero), 1)) {
        operand(here, 3 - zero, binding::elementwise);
        put(here.shape.is_scalar() ? " " : R"( \odot )", sink);
      }
      return zero == 2 ? this->indicator(here.a) : complement(here.a);
    }
    put(R"(\begin{cases} )", sink);
    operand(here, 1, loosest);
    put(R"( & \text{if } )", sink);
    this->condition(here.a);
    put(R"( \\ )", sink);
    operand(here, 2, loosest);
    put(R"( & \text{otherwise} \end{cases})", sink);
  }
  constexpr void complement(id v) {
    put("(1 - ", sink);
    this->indicator(v);
    sink(')');
  }

  // ---- losses ----------------------------------------------------------------------------------------------------------

  /// y ⊙ log p
  constexpr void weighted_log(node const& here, binding least) {
    operand(here, 0, least);
    put(here.shape.is_scalar() ? R"( \log)" : R"( \odot \log)", sink);
    argument(this->shown_operand(here, 1));
  }
  constexpr void argument(id v) {
    bool const is_name = this->is_symbol(v);
    sink(is_name ? ' ' : '(');
    use(v);
    if (!is_name) sink(')');
  }
  /// −yᵀ log ŷ, or without the sign
  constexpr void cross_entropy(node const& here, bool with_sign = true) {
    if (with_sign) sink('-');
    marked(here.b, R"(\top)");
    put(R"( \log )", sink);
    id const probabilities = application_of(formulas, op::softmax, here.a);
    if (probabilities != none && has_line(probabilities)) return this->line_name(probabilities);
    put(R"(\operatorname{softmax}()", sink);
    use(here.a);
    sink(')');
  }
  /// −y log p − (1 − y) log(1 − p) with p = σ(z)
  constexpr void logistic_loss(node const& here) {
    std::string_view const times = here.shape.is_scalar() ? R"( \log)" : R"( \odot \log)";
    id const probability = application_of(formulas, op::sigmoid, here.a);
    bool const is_named = probability != none && has_line(probability);
    auto const put_probability = [&] {
      if (is_named) return this->line_name(probability);
      put(R"(\sigma()", sink);
      operand(here, 0, loosest);
      sink(')');
    };
    sink('-');
    operand(here, 1, binding::elementwise);
    put(times, sink);
    sink(' ');
    put_probability();
    put(" - (1 - ", sink);
    operand(here, 1, binding::series);
    sink(')');
    put(times, sink);
    put("(1 - ", sink);
    put_probability();
    sink(')');
  }

  // ---- sums ------------------------------------------------------------------------------------------------------------

  /// log(1 + x), or log(1 − x).
  constexpr void log_of_one_plus(node const& here, binding least) {
    if (!this->is_in_place(here.a, op::negate)) return this->application(here, least);
    put(R"(\log(1 - )", sink);
    use(formulas[here.a].a, binding::series);
    sink(')');
  }
  /// The product of two vectors (also y ⊙ log p) whose sum this is, printed in place.
  constexpr bool is_inner_product(node const& here) const {
    id const terms = here.a;
    bool const in_place = this->is_in_place(terms, op::multiply) || this->is_in_place(terms, op::xmuly) ||
                          this->is_in_place(terms, op::xlogy);
    return in_place && here.axis() == all_axes && formulas[terms].shape.columns == 1 &&
           same_matrix(formulas[formulas[terms].a].shape, formulas[formulas[terms].b].shape);
  }
  constexpr bool is_norm(node const& here) const {
    return this->is_in_place(here.a, op::square) && here.axis() == all_axes;
  }
  constexpr binding binding_of_sum(node const& here) const {
    return is_norm(here) ? binding::postfix : is_inner_product(here) ? binding::factor : binding::series;
  }
  constexpr void sum(node const& here) {
    if (is_norm(here)) {
      bool const tall = this->is_tall(formulas[here.a].a);
      put(tall ? R"(\left\lVert )" : R"(\lVert )", sink);
      use(formulas[here.a].a);
      return put(tall ? R"( \right\rVert^{2})" : R"( \rVert^{2})", sink);
    }
    if (!is_inner_product(here)) return series(here);
    node const& terms = formulas[here.a];
    marked(terms.a, R"(\top)");
    sink(' ');
    if (terms.code == op::multiply) return use(terms.b, binding::factor);
    put(R"(\log)", sink);
    argument(terms.b);
  }
  /// Σᵢ or maxᵢ of the elements; along an axis, of whole rows Aᵢ or columns.
  constexpr void series(node const& here) {
    extents const shape = formulas[here.a].shape;
    std::uint32_t const axis = here.axis();
    char const row = context.letters.row;
    char const column = context.letters.column;
    char over[3]{};
    filler fill{over};
    if (axis == 0 || (axis == all_axes && shape.rows != 1)) fill(row);
    if (axis == 1 || (axis == all_axes && shape.columns != 1)) fill(column);
    std::string_view const running(over, static_cast<std::size_t>(fill.next - over));
    char const along_rows[] = {row, ',', ':'};
    char const along_columns[] = {':', ',', column};
    put(notation_of(here.code).latex, sink);
    put("_{", sink);
    put(running, sink);
    put("} ", sink);
    marked(here.a, {},
           axis == 0   ? std::string_view(along_rows, 3)
           : axis == 1 ? std::string_view(along_columns, 3)
                       : running,
           false);
  }

public:
  /// Σ over the samples; the sign of cross-entropies stands before it.
  constexpr void over_samples(node const& here, bool with_sign = true) {
    if (with_sign && this->is_sum_of_cross_entropies(here)) sink('-');
    put(R"(\sum_{)", sink);
    sink(context.letters.sample);
    put("=1}^{", sink);
    sink(context.letters.samples);
    put("} ", sink);
    if (here.code == op::batch_product_sum) return this->product(here);
    if (this->is_sum_of_cross_entropies(here)) return cross_entropy(formulas[here.a], false);
    use(here.a, binding::series);
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
