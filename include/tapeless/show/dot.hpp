// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/run/verdict.hpp"
#include "tapeless/show/dot/clusters.hpp"
#include "tapeless/show/dot/primal.hpp"
#include "tapeless/show/notation/number.hpp"
#include "tapeless/show/notation/sink.hpp"
#include "tapeless/show/notation/walker.hpp"

/// Expressions as a graph for Graphviz: a node for each operation with the shape of its value, a cluster for each layer
/// and each value that `define` has named. Blue: what the functions themselves compute; orange: what their derivatives
/// add. Leaves are ellipses (input, label), green boxes (parameters, states) or diamonds (scalars). Outputs have a
/// double border.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// A name within quotes.
constexpr void put_quoted(std::string_view text, text_sink& sink) {
  for (char const c : text) {
    if (c == '"' || c == '\\') sink('\\');
    sink(c);
  }
}

template <auto const&... E>
class dot_writer {
  using source = with_primals<E...>;
  static_assert(run::verdict<source>::well_formed());
  static constexpr auto const& lowered = rules::lowered<source>;
  static constexpr graph::view formulas = graph::view_of(lowered);
  static constexpr std::uint32_t nodes = lowered.size.nodes;
  static constexpr std::uint32_t outputs = rules::lowered<rules::listed<E...>>.size.outputs;

  /// What the outputs from `first` to `last` depend on, and what is assigned where that counts.
  static constexpr std::array<bool, nodes> below(std::uint32_t first, std::uint32_t last, bool with_assigned) {
    std::array<bool, nodes> marked{};
    for (std::uint32_t o = first; o < last; ++o) marked[formulas.outputs[o]] = true;
    for (std::uint32_t a = 0; with_assigned && a < formulas.assign_count; ++a) marked[formulas.assigns[a].value] = true;
    mark_operands(formulas, marked);
    return marked;
  }
  static constexpr std::array<bool, nodes> is_drawn = below(0, outputs, true);
  static constexpr std::array<bool, nodes> is_forward = below(outputs, formulas.output_count, false);
  static constexpr clusters<nodes> groups{formulas, is_forward};

public:
  static constexpr void write(text_sink& sink) {
    sink("digraph tapeless {\n"
         "  rankdir=BT;\n"
         "  node [fontname=\"Helvetica\", fontsize=11, style=filled, fillcolor=white, shape=box];\n"
         "  edge [arrowsize=0.7];\n");
    for (std::uint32_t c = 0; c < groups.count; ++c) write_cluster(c, sink);
    for (id v = 0; v < nodes; ++v)
      if (is_drawn[v] && groups.of_node[v] == none) write_node(v, "  ", sink);
    for (id v = 0; v < nodes; ++v)
      if (is_drawn[v]) write_edges(v, sink);
    for (std::uint32_t a = 0; a < formulas.assign_count; ++a) write_assignment(a, sink);
    sink("}\n");
  }

private:
  static constexpr void write_cluster(std::uint32_t c, text_sink& sink) {
    bool is_empty = true;
    for (id v = groups.first[c]; v < groups.end[c]; ++v)
      is_empty = is_empty && !(is_drawn[v] && groups.of_node[v] == c);
    if (is_empty) return;
    sink("  subgraph cluster_", c, " {\n    label=\"");
    put_quoted(groups.label[c], sink);
    sink("\"; fontname=\"Helvetica\"; style=rounded; color=gray60;\n");
    for (id v = groups.first[c]; v < groups.end[c]; ++v)
      if (is_drawn[v] && groups.of_node[v] == c) write_node(v, "    ", sink);
    sink("  }\n");
  }

  static constexpr void write_node(id v, std::string_view indent, text_sink& sink) {
    sink(indent, 'n', v, " [label=\"");
    write_label(formulas[v], sink);
    sink("\"", look(v));
    bool is_output = false;
    for (std::uint32_t o = 0; o < outputs; ++o) is_output = is_output || formulas.outputs[o] == v;
    if (is_output) sink(", peripheries=2");
    sink("];\n");
  }
  static constexpr void write_label(node const& here, text_sink& sink) {
    if (here.code == op::constant) return put_number(here.value, sink);
    put_quoted(operation_of(here), sink);
    bool const along = ops::is_along_lines(here.code) && here.axis() != all_axes;
    if (along) sink(here.axis() == 0 ? "<0>" : "<1>");
    if (here.code == op::batch_size) return;
    sink("\\n");
    if (here.shape.is_batched()) sink(here.shape.batch, " of ");
    sink(here.shape.rows, 'x', here.shape.columns);
  }
  static constexpr std::string_view operation_of(node const& here) {
    if (here.code == op::leaf) return formulas.leaves[here.leaf].identifier.view();
    if (is_user_primitive(here.code)) return formulas.primitives[here.primitive()].identifier.view();
    if (here.code == op::batch_product_sum) return "batch_sum of *";
    return here.code == op::multiply && is_scaling(here) ? "*" : function_name(here.code);
  }
  static constexpr bool is_scaling(node const& here) {
    return formulas[here.a].shape.is_scalar() || formulas[here.b].shape.is_scalar();
  }
  static constexpr std::string_view look(id v) {
    node const& here = formulas[v];
    if (here.code == op::constant || here.code == op::batch_size) return ", shape=plaintext";
    if (here.code != op::leaf) return is_forward[v] ? ", fillcolor=\"#cfe2f3\"" : ", fillcolor=\"#fce5cd\"";
    switch (formulas.leaves[here.leaf].kind) {
    case leaf_kind::input: return ", shape=ellipse";
    case leaf_kind::label: return ", shape=ellipse, style=\"filled,dashed\"";
    case leaf_kind::scalar: return ", shape=diamond";
    case leaf_kind::parameter: return ", fillcolor=\"#d9ead3\"";
    case leaf_kind::state:
    case leaf_kind::placeholder: break;
    }
    return ", fillcolor=\"#d9ead3\", style=\"filled,dashed\"";
  }
  /// Operands that may not change places are numbered; products say which are transposed.
  static constexpr void write_edges(id v, text_sink& sink) {
    node const& here = formulas[v];
    bool const in_order = graph::operand_count(here) > 1 && !is_commutative(here.code);
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i) {
      sink("  n", graph::operand(here, i), " -> n", v, " [color=\"#", is_forward[v] ? "3d85c6\"" : "e69138\"");
      bool const transposed = i == 0 ? here.left_transposed : here.right_transposed;
      if (in_order) sink(", fontsize=9, headlabel=\"", i + 1, transposed ? "T\"" : "\"");
      sink("];\n");
    }
  }
  static constexpr void write_assignment(std::uint32_t a, text_sink& sink) {
    sink("  a", a, " [label=\"");
    put_quoted(formulas.leaves[formulas.assigns[a].leaf].identifier.view(), sink);
    sink(" <-\", fillcolor=\"#d9ead3\", peripheries=2];\n  n", formulas.assigns[a].value, " -> a", a,
         " [color=\"#e69138\"];\n");
  }
};

}  // namespace show

/// The graph of expressions, assignments or tuples of them (of static storage) in the dot language, as a constant with
/// `.view()`, `.data()`, `.size()`: `dot -Tsvg`.
template <auto const&... E>
constexpr auto const& to_dot() {
  return show::text_by<show::dot_writer<E...>>;
}
/// For to_dot(f): one error.
template <expression E>
constexpr auto to_dot(E const&) {
  static_assert(error::expression_as_an_argument<error::shape_of<E::shape.rows, E::shape.columns>>,
                "tapeless: to_dot<f>(): the expression is a template argument");
  return show::fixed_text<0>{};
}

}  // namespace TAPELESS_TARGET
}  // namespace tapeless

#include "tapeless/meta/users_macros_back.hpp"
