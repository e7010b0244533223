// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/latex/context.hpp"
#include "tapeless/show/latex/number.hpp"
#include "tapeless/show/notation/walker.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Names, numbers and parentheses in LaTeX; the formulas stand in latex/formula.hpp. What is written above a name (⊤)
/// or below it (an index) becomes part of its own super- and subscripts. Marked symbols say whose they are by an
/// identifier: `net.0.weight` for a leaf, `z0` for a layer's pre-activation, `d.z0` for what the loss is derived by it.
class latex_names : public formula_walker {
public:
  constexpr latex_names(graph::view const& whole_graph, outline_view const& given_names,
                        latex_context_view const& given_symbols, text_sink& target)
      : formula_walker(whole_graph, given_names, target), context(given_symbols) {}

private:
  /// What `write` writes, marked as the symbol of a value whose identifier `put` writes; marks do not nest.
  template <class Identifier, class F>
  constexpr void mark(Identifier const& put, F const& write_symbol) {
    if (!context.marks_values || is_within_a_mark) return write_symbol();
    is_within_a_mark = true;
    sink(R"(\htmlData{value=)");
    put();
    sink("}{");
    write_symbol();
    sink('}');
    is_within_a_mark = false;
  }

public:
  constexpr void line_name(id v) override { put_name(v, {}); }
  constexpr void leaf_name(std::uint32_t leaf) override { put_leaf(leaf, {}); }
  constexpr void loss_name() {
    mark([&] { sink(context.letters.loss); }, [&] { sink(context.letters.loss); });
  }
  /// ∂L/∂v, v a leaf or a node with a name.
  constexpr void derivative_by(id v) {
    bool const has_name = formulas[v].code == op::leaf || has_line(v);
    auto const write_fraction = [&] {
      sink(R"(\frac{\partial )", context.letters.loss, R"(}{\partial )");
      bool const tall = !has_name && open(v);
      has_name ? use(v) : formula(v, loosest);
      if (!has_name) close(tall);
      sink('}');
    };
    has_name ? mark([&] { put_identifier_of_derivative(v); }, write_fraction) : write_fraction();
  }
  /// v's name above or beside other signs; without a name v itself, in parentheses.
  constexpr void marked(id v, latex_marks const& added, bool shape_is_given = true) {
    v = shown(v, shape_is_given);
    if (has_line(v)) return put_name(v, added);
    if (formulas[v].code == op::leaf) return put_leaf(formulas[v].leaf, added);
    bool const is_closed = added.above.empty() && binding_of(v) == binding::atom;
    bool const tall = !is_closed && open(v);
    use(v);
    if (!is_closed) close(tall);
    put_marks(added, sink);
  }
  /// δ of layer `number`; where the user has named its pre-activation, that name stands below.
  constexpr void delta_name(std::uint32_t number, latex_marks const& added = {}) {
    id const z = context.layers[number].pre_activation;
    mark([&] { put_identifier_of_derivative(z); },
         [&] {
           if (outlined.of_node[z].how != naming::users) return of_layer(R"(\delta)", number, added);
           sink(R"(\delta_{)");
           line_name(z);
           put_more(added);
         });
  }

  constexpr void put_shape(extents shape) {
    sink(shape.rows);
    if (shape.columns != 1) sink(R"( \times )", shape.columns);
  }

protected:
  constexpr bool open(id v) override {
    bool const tall = is_tall(v);
    sink(tall ? R"(\left( )" : "(");
    return tall;
  }
  constexpr void close(bool tall) override { sink(tall ? R"( \right))" : ")"); }

  /// The name of a leaf or the user's of a value, else null.
  constexpr symbol const* symbol_of(id v) const {
    label const& given = outlined.of_node[v];
    if (given.how == naming::users) return context.name_symbols + given.number;
    return !has_line(v) && formulas[v].code == op::leaf ? context.leaf_symbols + formulas[v].leaf : nullptr;
  }
  constexpr bool is_symbol(id v) const {
    return formulas[v].code == op::leaf || formulas[v].code == op::batch_size || has_line(v);
  }

  /// Prints higher than a line, in parentheses that grow with it.
  constexpr bool is_tall(id v) const {
    v = shown(v, true);
    if (has_line(v)) return outlined.of_node[v].how == naming::adjoint;
    node const& here = formulas[v];
    notation const& signs = notation_of(here.code);
    form const as = signs.as;
    if (as == form::constant) return !begins_with_digit(magnitude(here.value));
    if (as == form::choice || as == form::summation || as == form::series || as == form::concatenation ||
        as == form::over_samples || signs.latex.starts_with(R"(\frac)"))
      return true;
    if (as == form::over_hypot && here.shape.is_scalar()) return true;
    if (as == form::quotient && (is_scalar(shown(here.a, true)) || is_scalar(shown(here.b, true)))) return true;
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i)
      if (is_tall(graph::operand(here, i))) return true;
    return false;
  }

  static constexpr double magnitude(double number) { return has_sign(number) ? -number : number; }

  latex_context_view context;

private:
  /// Names are users': of all characters that end an argument, or separate several, none is left.
  constexpr void put_in_identifier(std::string_view name) {
    for (char const c : name) sink(is_letter(c) || is_digit(c) || c == '.' || c == '-' ? c : '_');
  }
  constexpr void put_layer_in_identifier(std::uint32_t number) {
    if (!context.layers_numbered_by_leaves) return sink(number + 1);
    symbol const& weight = context.leaf_symbols[context.layers[number].weight];
    put_in_identifier(weight.has_index() ? weight.index : weight.below);
  }
  constexpr void put_identifier_of_derivative(id v) {
    sink("d.");
    put_identifier(v);
  }
  /// Of a leaf, or of a value that has a name.
  constexpr void put_identifier(id v) {
    latex_letters const& letters = context.letters;
    std::uint32_t const number = outlined.of_node[v].number;
    switch (outlined.of_node[v].how) {
    case naming::users: return put_in_identifier(formulas.names[number].identifier.view());
    case naming::generated: return sink(letters.generated, number);
    case naming::pre_activation: sink(letters.pre_activation); return put_layer_in_identifier(number);
    case naming::activation: sink(letters.activation); return put_layer_in_identifier(number);
    case naming::delta: return put_identifier_of_derivative(context.layers[number].pre_activation);
    case naming::adjoint: return put_identifier_of_derivative(number);
    case naming::prediction:
      if (number == none) return sink(letters.probability);
      sink("hat.");
      return put_in_identifier(formulas.leaves[number].identifier.view());
    case naming::in_place:
      if (formulas[v].code == op::leaf) put_in_identifier(formulas.leaves[formulas[v].leaf].identifier.view());
    }
  }
  constexpr void put_leaf(std::uint32_t leaf, latex_marks const& added) {
    mark([&] { put_in_identifier(formulas.leaves[leaf].identifier.view()); },
         [&] { put_symbol(context.leaf_symbols[leaf], context.with_scope, added, sink); });
  }
  constexpr void put_name(id v, latex_marks const& added) {
    mark([&] { put_identifier(v); }, [&] { write_name(v, added); });
  }
  constexpr void write_name(id v, latex_marks const& added) {
    std::uint32_t const number = outlined.of_node[v].number;
    latex_letters const& letters = context.letters;
    switch (outlined.of_node[v].how) {
    case naming::users: return put_symbol(context.name_symbols[number], context.with_scope, added, sink);
    case naming::generated: sink(letters.generated, "_{", number); return put_more(added);
    case naming::pre_activation: return of_layer({&letters.pre_activation, 1}, number, added);
    case naming::activation: return of_layer({&letters.activation, 1}, number, added);
    case naming::delta: return delta_name(number, added);
    case naming::prediction: return prediction(number, added);
    case naming::adjoint: return adjoint(number, added);
    case naming::in_place: return;  // has no name
    }
  }
  /// The end of a subscript, and the marks.
  constexpr void put_more(latex_marks const& added) {
    sink(added.index.empty() ? "" : ",", added.index, '}');
    put_marks({added.above}, sink);
  }
  constexpr void of_layer(std::string_view letter, std::uint32_t number, latex_marks const& added) {
    sink(letter);
    put_marks({{}, added.index}, sink);
    sink("^{(");
    put_layer_index(number);
    sink(')', added.above, '}');
  }
  /// The layer's number as its weights have it (W1: 1, net.0.weight: 0) or, where they have none, counted from 1.
  constexpr void put_layer_index(std::uint32_t number) {
    if (!context.layers_numbered_by_leaves) return sink(number + 1);
    symbol const& weight = context.leaf_symbols[context.layers[number].weight];
    weight.has_index() ? put_index(weight, sink) : sink(weight.below);
  }
  /// ŷ, after the leaf y that it shall equal.
  constexpr void prediction(std::uint32_t truth, latex_marks const& added) {
    if (truth == none) {
      sink(context.letters.probability);
    } else {
      sink(R"(\hat{)");
      leaf_name(truth);
      sink('}');
    }
    put_marks(added, sink);
  }
  constexpr void adjoint(id of, latex_marks const& added) {
    sink(added.any() ? R"(\left( )" : "");
    derivative_by(of);
    sink(added.any() ? R"( \right))" : "");
    put_marks(added, sink);
  }

  bool is_within_a_mark = false;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
