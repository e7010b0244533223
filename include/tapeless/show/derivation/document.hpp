// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/lowered.hpp"
#include "tapeless/run/verdict.hpp"
#include "tapeless/show/derivation/outline.hpp"
#include "tapeless/show/latex/formula.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes the document of show/derivation.hpp, with or without marks around symbols.
template <bool Marked, auto const& Loss, auto const&... X>
class derivation_writer {
  using source = derivation_source<Loss, X...>;
  static_assert(run::verdict<source>::well_formed());
  static constexpr auto const& lowered = rules::lowered<source>;

public:
  static constexpr graph::view formulas = graph::view_of(lowered);
  static constexpr std::uint32_t nodes = lowered.size.nodes;
  static constexpr derivation_outline<nodes> outlined{formulas};
  static constexpr derivation_parts<nodes> const& parts = outlined.parts;

private:
  static constexpr latex_context<lowered.size.leaves, lowered.size.names> symbols{formulas};

  static constexpr latex_context_view context() {
    latex_context_view context = symbols.view();
    context.layers = outlined.layers.found.data();
    context.layers_numbered_by_leaves = outlined.layers.numbered_by_leaves;
    context.marks_values = Marked;
    return context;
  }

public:
  /// The whole document.
  static constexpr void write(text_sink& sink) {
    sink("\\documentclass[fleqn]{article}\n"
         "\\usepackage{amsmath,amssymb}\n"
         "\\usepackage[margin=2cm]{geometry}\n"
         "\\setlength{\\parindent}{0pt}\n"
         "\\setlength{\\parskip}{\\medskipamount}\n"
         "\\setlength{\\jot}{6pt}\n"
         "\\pagestyle{empty}\n"
         "\\begin{document}\n");
    write_body(sink);
    sink("\\end{document}\n");
  }
  /// The same without the frame, to be included.
  static constexpr void write_body(text_sink& sink) {
    sink("\\paragraph{Given}\n");
    write_given(sink);
    sink("\\paragraph{Forward}\n");
    write_forward(sink);
    if (has_backward_lines()) write_backward(sink);
    sink("\\paragraph{Gradients}\n");
    write_gradients(sink);
  }

  /// Formulas with the names of the forward and of the backward part.
  static constexpr latex_writer forward_writer(text_sink& sink) {
    return {formulas, {outlined.forward_names.data(), 0}, context(), sink};
  }
  static constexpr latex_writer backward_writer(text_sink& sink) {
    return {formulas, {outlined.backward_names.data(), 0}, context(), sink};
  }

private:
  /// The leaves, what is per sample first, then in the order of their use: $x \in \mathbb{R}^{4}$, …
  static constexpr void write_given(text_sink& sink) {
    listing list{sink, ",\n"};
    std::array<bool, nodes> done{};
    for (leaf_kind const kind : listed_kinds)
      for (id v = 0; v < nodes; ++v)
        for (std::uint32_t i = 0; parts.is_forward[v] && i < graph::operand_count(formulas[v]); ++i) {
          id const x = graph::operand(formulas[v], i);
          if (done[x] || formulas[x].code != op::leaf || formulas.leaves[formulas[x].leaf].kind != kind) continue;
          done[x] = true;
          list.next();
          write_leaf(formulas[x].leaf, sink);
        }
    sink(".\n");
    write_conventions(sink);
  }
  static constexpr void write_leaf(std::uint32_t number, text_sink& sink) {
    auto names = forward_writer(sink);
    graph::leaf_info const& leaf = formulas.leaves[number];
    sink('$');
    names.leaf_name(number);
    sink(leaf.kind == leaf_kind::label ? R"( \in \{0, 1\})" : R"( \in \mathbb{R})");
    if (!leaf.shape.is_scalar()) {
      sink("^{");
      names.put_shape(leaf.shape);
      sink('}');
    }
    sink(leaf.kind == leaf_kind::label ? "$ (one-hot)" : "$");
  }
  static constexpr void write_conventions(text_sink& sink) {
    sink("Here $\\odot$ and all functions of one number go element by element");
    bool has_sigmoid = false;
    for (id v = 0; v < nodes; ++v)
      has_sigmoid = has_sigmoid || ((parts.is_forward[v] || parts.is_needed[v]) && formulas[v].code == op::sigmoid);
    if (has_sigmoid) sink(R"(; $\sigma(u) = 1 / (1 + e^{-u})$)");
    if (formulas.batch != 0)
      sink("; in sums over $", context().letters.sample, "$ all that depends on a sample is meant for sample $",
           context().letters.sample, "$ of $", context().letters.samples, "$");
    sink(".\n");
  }

  static constexpr std::string_view begin_equations = "\\begin{align*}\n";
  static constexpr std::string_view next_equation = " \\\\\n";
  static constexpr std::string_view end_equations = "\n\\end{align*}\n";

  static constexpr void write_line(latex_writer& formula, id v, listing& lines, text_sink& sink) {
    lines.next();
    formula.line_name(v);
    sink(" &= ");
    formula.formula(v, loosest);
  }
  static constexpr void write_forward(text_sink& sink) {
    auto formula = forward_writer(sink);
    sink(begin_equations);
    listing lines{sink, next_equation};
    for (id v = 0; v < nodes; ++v) {
      if (!parts.is_forward[v] || !formula.has_line(v)) continue;
      write_line(formula, v, lines, sink);
    }
    lines.next();
    formula.loss_name();
    sink(" &= ");
    formula.formula(parts.loss, loosest);
    sink(end_equations);
  }

  static constexpr bool has_backward_lines() {
    bool found = false;
    for (std::uint32_t k = 0; k < outlined.layers.count; ++k) found = found || outlined.delta(k) != none;
    for (id v = 0; v < nodes; ++v) found = found || is_backward_line(v);
    return found;
  }
  static constexpr bool is_backward_line(id v) {
    naming const how = outlined.backward_names[v].how;
    return parts.is_needed[v] && !parts.is_forward[v] && how != naming::in_place && how != naming::delta;
  }
  static constexpr void write_backward(text_sink& sink) {
    auto formula = backward_writer(sink);
    sink("\\paragraph{Backward}\n");
    if (outlined.layers.count != 0) write_definition(sink);
    sink(begin_equations);
    listing lines{sink, next_equation};
    for (id v = 0; v < nodes; ++v) {
      if (outlined.is_delta[v]) write_deltas(v, lines, sink);
      if (!is_backward_line(v)) continue;
      write_line(formula, v, lines, sink);
    }
    sink(end_equations);
  }
  static constexpr void write_definition(text_sink& sink) {
    sink(R"(From the loss back to the input, with $\delta^{(k)} = \partial )", context().letters.loss,
         R"( / \partial )", context().letters.pre_activation, "^{(k)}$:\n");
  }
  /// The lines of the layers whose δ is node v, the upper ones first.
  static constexpr void write_deltas(id v, listing& lines, text_sink& sink) {
    for (std::uint32_t k = outlined.layers.count; k-- > 0;) {
      if (outlined.delta(k) != v) continue;
      lines.next();
      write_delta(k, v, sink);
    }
  }
  static constexpr void write_delta(std::uint32_t k, id v, text_sink& sink) {
    id const z = outlined.layers.found[k].pre_activation;
    auto formula = backward_writer(sink);
    formula.delta_name(k);
    sink(" &= ");
    formula.derivative_by(z);
    sink(" = ");
    write_chain_rule(z, sink);
    label const& now = outlined.backward_names[v];
    if (now.how == naming::delta && now.number != k) return formula.line_name(v);
    auto before = forward_writer(sink);
    if (before.has_line(v)) return before.line_name(v);
    formula.formula(v, loosest);
  }
  /// ∂L/∂a ⊙ f′(z), where a = f(z) is all that depends on z.
  static constexpr void write_chain_rule(id z, text_sink& sink) {
    auto formula = backward_writer(sink);
    id const user = outlined.layers.only_user[z];
    if (user == none || user == parts.loss || parts.adjoint_of[user] == none || !formula.has_line(user)) return;
    node const& applied = formulas[user];
    if (!is_named_function(applied.code)) return;
    formula.derivative_by(user);
    sink(applied.shape.is_scalar() ? " " : R"( \odot )");
    formula.derivative_of_function(applied);
    sink(" = ");
  }

  static constexpr void write_gradients(text_sink& sink) {
    if (parts.gradient_count == 0) return;
    auto formula = backward_writer(sink);
    sink(begin_equations);
    listing lines{sink, next_equation};
    for (std::uint32_t g = 0; g < parts.gradient_count; ++g) {
      derivative_pair const each = parts.gradients[g];
      lines.next();
      formula.derivative_by(each.of);
      sink(" &= ");
      label const& name = outlined.backward_names[each.value];
      if (name.how == naming::adjoint && name.number == each.of)
        formula.formula(each.value, loosest);
      else
        formula.use(each.value, loosest);
    }
    sink(end_equations);
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
