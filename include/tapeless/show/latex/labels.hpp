// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/fixed_text.hpp"
#include "tapeless/show/formula_walker.hpp"
#include "tapeless/show/latex/context.hpp"
#include "tapeless/show/latex/number.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Names, numbers and parentheses in LaTeX; the formulas stand in latex_formula.hpp. What is written above a name (⊤) or below it
/// (an index) becomes part of its own super- and subscripts: LaTeX allows one of each.
template <class Writer, class Sink>
class latex_labels : public formula_walker<Writer, Sink> {
  using base = formula_walker<Writer, Sink>;

public:
  constexpr latex_labels(graph::view const& whole_graph, outline_view const& given_names,
                         latex_context_view const& given_symbols, Sink& target_sink)
      : base(whole_graph, given_names, target_sink), context(given_symbols) {}

  constexpr void line_name(id v, std::string_view above = {}, std::string_view index = {}) {
    label const& given = outlined.of_node[v];
    switch (given.how) {
    case naming::users: return users_name(given.number, above, index);
    case naming::generated: return numbered(context.letters.generated, given.number, above, index);
    case naming::pre_activation: return of_layer({&context.letters.pre_activation, 1}, given.number, above, index);
    case naming::activation: return of_layer({&context.letters.activation, 1}, given.number, above, index);
    case naming::delta: return delta(given.number, above, index);
    case naming::prediction: return prediction(given.number, above, index);
    case naming::adjoint: return adjoint(given.number, above, index);
    case naming::in_place: return;  // has no name
    }
  }
  constexpr void leaf_name(std::uint32_t leaf, std::string_view above = {}, std::string_view index = {}) {
    symbol const& known = context.leaf_symbols[leaf];
    if (context.is_literal_leaf[leaf]) return put_literal(known.full, above, index, sink);
    put_symbol(known, context.with_scope, above, index, sink);
  }
  /// ∂L/∂v, v a leaf or a node with a name.
  constexpr void derivative_by(id v) {
    put(R"(\frac{\partial )", sink);
    sink(context.letters.loss);
    put(R"(}{\partial )", sink);
    name_or_formula(v);
    sink('}');
  }
  /// v's name above or beside other signs; without a name v itself, in parentheses.
  constexpr void marked(id v, std::string_view above, std::string_view index = {}, bool shape_is_given = true) {
    v = this->shown(v, shape_is_given);
    if (this->has_line(v)) return line_name(v, above, index);
    if (formulas[v].code == op::leaf) return leaf_name(formulas[v].leaf, above, index);
    bool const is_closed = above.empty() && this->self().binding_of(v) == binding::atom;
    bool const tall = !is_closed && open(v);
    this->use(v);
    if (!is_closed) close(tall);
    put_attached("_{", index, sink);
    put_attached("^{", above, sink);
  }
  /// δ of layer `number`.
  constexpr void delta_name(std::uint32_t number) { delta(number, {}, {}); }
  constexpr bool open(id v) {
    bool const tall = is_tall(v);
    put(tall ? R"(\left( )" : "(", sink);
    return tall;
  }
  constexpr void close(bool tall) { put(tall ? R"( \right))" : ")", sink); }

  constexpr void put_shape(extents shape) {
    put_integer(shape.rows, sink);
    if (shape.columns == 1) return;
    put(R"( \times )", sink);
    put_integer(shape.columns, sink);
  }

protected:
  using base::formulas;
  using base::outlined;
  using base::sink;

  constexpr void name_or_formula(id v) {
    if (formulas[v].code == op::leaf || this->has_line(v)) return marked(v, {});
    bool const tall = open(v);
    this->self().formula(v, loosest);
    close(tall);
  }
  constexpr bool is_symbol(id v) const {
    return formulas[v].code == op::leaf || formulas[v].code == op::batch_size || this->has_line(v);
  }

  /// Prints higher than a line, in parentheses that grow with it.
  constexpr bool is_tall(id v) const {
    v = this->shown(v, true);
    if (this->has_line(v)) return outlined.of_node[v].how == naming::adjoint;
    node const& here = formulas[v];
    notation const& signs = notation_of(here.code);
    form const as = signs.as;
    if (as == form::constant) return !begins_with_digit(magnitude(here.value));
    if (as == form::choice || as == form::summation || as == form::series || as == form::concatenation ||
        as == form::over_samples || signs.latex.starts_with(R"(\frac)"))
      return true;
    if (as == form::over_hypot && here.shape.is_scalar()) return true;
    if (as == form::quotient &&
        (this->is_scalar(this->shown(here.a, true)) || this->is_scalar(this->shown(here.b, true))))
      return true;
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i)
      if (is_tall(graph::operand(here, i))) return true;
    return false;
  }

  static constexpr double magnitude(double number) { return has_sign(number) ? -number : number; }

  latex_context_view context;

private:
  constexpr void users_name(std::uint32_t number, std::string_view above, std::string_view index) {
    symbol const& known = context.name_symbols[number];
    if (context.is_literal_name[number]) return put_literal(known.full, above, index, sink);
    put_symbol(known, context.with_scope, above, index, sink);
  }
  constexpr void numbered(char letter, std::uint32_t number, std::string_view above, std::string_view index) {
    sink(letter);
    put("_{", sink);
    put_integer(number, sink);
    if (!index.empty()) sink(',');
    put(index, sink);
    sink('}');
    put_attached("^{", above, sink);
  }
  constexpr void of_layer(std::string_view letter, std::uint32_t number, std::string_view above,
                          std::string_view index) {
    put(letter, sink);
    put_attached("_{", index, sink);
    put("^{(", sink);
    put_layer_index(number);
    sink(')');
    put(above, sink);
    sink('}');
  }
  /// The layer's number as its weights have it (W1: 1, net.0.weight: 0) or, where they have none, counted from 1.
  constexpr void put_layer_index(std::uint32_t number) {
    if (!context.layers_numbered_by_leaves) return put_integer(number + 1, sink);
    symbol const& weight = context.leaf_symbols[context.layers[number].weight];
    if (weight.has_index()) return put_index(weight, sink);
    put(weight.below, sink);
  }
  /// δ of a layer; where the user has named its pre-activation, that name stands below.
  constexpr void delta(std::uint32_t number, std::string_view above, std::string_view index) {
    id const z = context.layers[number].pre_activation;
    if (outlined.of_node[z].how != naming::users) return of_layer(R"(\delta)", number, above, index);
    put(R"(\delta_{)", sink);
    line_name(z);
    if (!index.empty()) sink(',');
    put(index, sink);
    sink('}');
    put_attached("^{", above, sink);
  }
  /// ŷ, after the leaf y that it shall equal.
  constexpr void prediction(std::uint32_t truth, std::string_view above, std::string_view index) {
    if (truth == none) {
      sink(context.letters.probability);
    } else {
      put(R"(\hat{)", sink);
      leaf_name(truth);
      sink('}');
    }
    put_attached("_{", index, sink);
    put_attached("^{", above, sink);
  }
  constexpr void adjoint(id of, std::string_view above, std::string_view index) {
    bool const marks = !above.empty() || !index.empty();
    if (marks) put(R"(\left( )", sink);
    derivative_by(of);
    if (marks) put(R"( \right))", sink);
    put_attached("_{", index, sink);
    put_attached("^{", above, sink);
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
