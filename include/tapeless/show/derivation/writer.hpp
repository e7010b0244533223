// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/rules/lowered.hpp"
#include "tapeless/run/verdict.hpp"
#include "tapeless/show/derivation/outline.hpp"
#include "tapeless/show/fixed_text.hpp"
#include "tapeless/show/latex/formula.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes the document of show/derivation.hpp.
template <auto const& Loss, auto const&... X>
class derivation_writer {
  using source = derivation_source<Loss, X...>;
  static_assert(run::verdict<source>::well_formed());
  static constexpr auto const& lowered = rules::lowered<source>;
  static constexpr graph::view formulas = graph::view_of(lowered);
  static constexpr std::uint32_t nodes = lowered.size.nodes;
  static constexpr derivation_outline<nodes> outlined{formulas};
  static constexpr derivation_parts<nodes> const& parts = outlined.parts;
  static constexpr latex_context<lowered.size.leaves, lowered.size.names> symbols{formulas};

  static constexpr latex_context_view context() {
    latex_context_view context = symbols.view();
    context.layers = outlined.layers.found.data();
    context.layers_numbered_by_leaves = outlined.layers.numbered_by_leaves;
    return context;
  }

public:
  /// The whole document.
  template <class Sink>
  static constexpr void write(Sink& sink) {
    put("\\documentclass[fleqn]{article}\n"
        "\\usepackage{amsmath,amssymb}\n"
        "\\usepackage[margin=2cm]{geometry}\n"
        "\\setlength{\\parindent}{0pt}\n"
        "\\setlength{\\parskip}{\\medskipamount}\n"
        "\\setlength{\\jot}{6pt}\n"
        "\\pagestyle{empty}\n"
        "\\begin{document}\n",
        sink);
    write_body(sink);
    put("\\end{document}\n", sink);
  }
  /// The same without the frame, to be included.
  template <class Sink>
  static constexpr void write_body(Sink& sink) {
    put("\\paragraph{Given}\n", sink);
    write_given(sink);
    put("\\paragraph{Forward}\n", sink);
    write_forward(sink);
    if (has_backward_lines()) write_backward(sink);
    put("\\paragraph{Gradients}\n", sink);
    write_gradients(sink);
  }

private:
  template <class Sink>
  using writer = latex_writer<Sink>;
  template <class Sink>
  static constexpr writer<Sink> forward_writer(Sink& sink) {
    return {formulas, {outlined.forward_names.data(), 0}, context(), sink};
  }
  template <class Sink>
  static constexpr writer<Sink> backward_writer(Sink& sink) {
    return {formulas, {outlined.backward_names.data(), 0}, context(), sink};
  }

  /// The leaves, what is per sample first, then in the order of their use: $x \in \mathbb{R}^{4}$, …
  template <class Sink>
  static constexpr void write_given(Sink& sink) {
    listing<Sink> list{sink, ",\n"};
    std::array<bool, nodes> done{};
    for (leaf_kind const kind :
         {leaf_kind::input, leaf_kind::label, leaf_kind::scalar, leaf_kind::parameter, leaf_kind::state})
      for (id v = 0; v < nodes; ++v)
        for (std::uint32_t i = 0; parts.is_forward[v] && i < graph::operand_count(formulas[v]); ++i) {
          id const x = graph::operand(formulas[v], i);
          if (done[x] || formulas[x].code != op::leaf || formulas.leaves[formulas[x].leaf].kind != kind) continue;
          done[x] = true;
          list.next();
          write_leaf(formulas[x].leaf, sink);
        }
    put(".\n", sink);
    write_conventions(sink);
  }
  template <class Sink>
  static constexpr void write_leaf(std::uint32_t number, Sink& sink) {
    auto names = forward_writer(sink);
    graph::leaf_info const& leaf = formulas.leaves[number];
    sink('$');
    names.leaf_name(number);
    put(leaf.kind == leaf_kind::label ? R"( \in \{0, 1\})" : R"( \in \mathbb{R})", sink);
    if (!leaf.shape.is_scalar()) {
      put("^{", sink);
      names.put_shape(leaf.shape);
      sink('}');
    }
    put(leaf.kind == leaf_kind::label ? "$ (one-hot)" : "$", sink);
  }
  template <class Sink>
  static constexpr void write_conventions(Sink& sink) {
    put("Here $\\odot$ and all functions of one number go element by element", sink);
    bool has_sigmoid = false;
    for (id v = 0; v < nodes; ++v)
      has_sigmoid = has_sigmoid || ((parts.is_forward[v] || parts.is_needed[v]) && formulas[v].code == op::sigmoid);
    if (has_sigmoid) put(R"(; $\sigma(u) = 1 / (1 + e^{-u})$)", sink);
    if (formulas.batch != 0) {
      put("; in sums over $", sink);
      sink(context().letters.sample);
      put("$ all that depends on a sample is meant for sample $", sink);
      sink(context().letters.sample);
      put("$ of $", sink);
      sink(context().letters.samples);
      put("$", sink);
    }
    put(".\n", sink);
  }

  /// One aligned equation after the other.
  template <class Sink>
  class equations {
  public:
    constexpr explicit equations(Sink& target_sink) : sink(target_sink) {}
    constexpr void next() {
      put(is_open ? " \\\\\n" : "\\begin{align*}\n", sink);
      is_open = true;
    }
    constexpr void end() {
      if (is_open) put("\n\\end{align*}\n", sink);
    }

  private:
    Sink& sink;
    bool is_open = false;
  };

  template <class Sink>
  static constexpr void write_forward(Sink& sink) {
    auto formula = forward_writer(sink);
    equations<Sink> lines(sink);
    for (id v = 0; v < nodes; ++v) {
      if (!parts.is_forward[v] || !formula.has_line(v)) continue;
      lines.next();
      formula.line_name(v);
      put(" &= ", sink);
      formula.formula(v, loosest);
    }
    lines.next();
    sink(context().letters.loss);
    put(" &= ", sink);
    formula.formula(parts.loss, loosest);
    lines.end();
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
  template <class Sink>
  static constexpr void write_backward(Sink& sink) {
    auto formula = backward_writer(sink);
    put("\\paragraph{Backward}\n", sink);
    if (outlined.layers.count != 0) write_definition(sink);
    equations<Sink> lines(sink);
    for (id v = 0; v < nodes; ++v) {
      if (outlined.is_delta[v]) write_deltas(v, lines, sink);
      if (!is_backward_line(v)) continue;
      lines.next();
      formula.line_name(v);
      put(" &= ", sink);
      formula.formula(v, loosest);
    }
    lines.end();
  }
  template <class Sink>
  static constexpr void write_definition(Sink& sink) {
    put(R"(From the loss back to the input, with $\delta^{(k)} = \partial )", sink);
    sink(context().letters.loss);
    put(R"( / \partial )", sink);
    sink(context().letters.pre_activation);
    put("^{(k)}$:\n", sink);
  }
  /// The lines of the layers whose δ is node v, the upper ones first.
  template <class Sink>
  static constexpr void write_deltas(id v, equations<Sink>& lines, Sink& sink) {
    for (std::uint32_t k = outlined.layers.count; k-- > 0;) {
      if (outlined.delta(k) != v) continue;
      lines.next();
      write_delta(k, v, sink);
    }
  }
  template <class Sink>
  static constexpr void write_delta(std::uint32_t k, id v, Sink& sink) {
    id const z = outlined.layers.found[k].pre_activation;
    auto formula = backward_writer(sink);
    formula.delta_name(k);
    put(" &= ", sink);
    formula.derivative_by(z);
    put(" = ", sink);
    write_chain_rule(z, sink);
    label const& now = outlined.backward_names[v];
    if (now.how == naming::delta && now.number != k) return formula.line_name(v);
    auto before = forward_writer(sink);
    if (before.has_line(v)) return before.line_name(v);
    formula.formula(v, loosest);
  }
  /// ∂L/∂a ⊙ f′(z), where a = f(z) is all that depends on z.
  template <class Sink>
  static constexpr void write_chain_rule(id z, Sink& sink) {
    auto formula = backward_writer(sink);
    id const user = outlined.layers.only_user[z];
    if (user == none || user == parts.loss || parts.adjoint_of[user] == none || !formula.has_line(user)) return;
    node const& applied = formulas[user];
    bool const is_function = is_elementwise_unary(applied.code) && notation_of(applied.code).close.empty() &&
                             applied.code != op::negate && applied.code != op::square &&
                             applied.code != op::broadcast && applied.code != op::stop_gradient;
    if (!is_function) return;
    formula.derivative_by(user);
    put(applied.shape.is_scalar() ? " " : R"( \odot )", sink);
    formula.derivative_of_function(applied);
    put(" = ", sink);
  }

  template <class Sink>
  static constexpr void write_gradients(Sink& sink) {
    auto formula = backward_writer(sink);
    equations<Sink> lines(sink);
    for (std::uint32_t g = 0; g < parts.gradient_count; ++g) {
      derivative_pair const each = parts.gradients[g];
      lines.next();
      formula.derivative_by(each.of);
      put(" &= ", sink);
      label const& name = outlined.backward_names[each.value];
      if (name.how == naming::adjoint && name.number == each.of)
        formula.formula(each.value, loosest);
      else
        formula.use(each.value, loosest);
    }
    lines.end();
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
