// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/notation.hpp"
#include "tapeless/show/outline.hpp"
#include "tapeless/show/patterns.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// What all notations share: which nodes are named, which broadcasts are implied, where parentheses are needed. `Writer` (a class
/// derived from this) knows the signs:
///
///     formula(v, least)   the operation itself; what is around it binds like `least`
///     binding_of(v)       how strongly that text binds
///     line_name(v)        the name of a node that has a line
///     open(v), close(…)   parentheses around v; what open returns is given to close
template <class Writer, class Sink>
class formula_walker {
public:
  constexpr formula_walker(graph::view const& whole_graph, outline_view const& given_names, Sink& target_sink)
      : formulas(whole_graph), outlined(given_names), sink(target_sink) {}

  /// The node where it is used: its name, or its formula, in parentheses where it binds less than `least`.
  constexpr void use(id v, binding least = loosest, bool shape_is_given = false) {
    v = shown(v, shape_is_given);
    if (has_line(v)) return self().line_name(v);
    bool const parentheses = self().binding_of(v) < least;
    if (!parentheses) return self().formula(v, least);
    bool const tall = self().open(v);
    self().formula(v, loosest);
    self().close(tall);
  }
  constexpr bool has_line(id v) const { return outlined.of_node[v].how != naming::in_place; }

protected:
  constexpr Writer& self() { return static_cast<Writer&>(*this); }

  /// What stands for v: a broadcast disappears where its surroundings imply it.
  constexpr id shown(id v, bool shape_is_given) const {
    for (; formulas[v].code == op::broadcast && !has_line(v); v = formulas[v].a)
      if (!shape_is_given && !same_matrix(formulas[v].shape, formulas[formulas[v].a].shape)) return v;
    return v;
  }
  /// Another operand, printed with all its elements, tells the shape of the result.
  constexpr bool is_shape_given(node const& here, std::uint32_t which) const {
    if (!is_elementwise(here.code)) return false;
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i) {
      node const& other = formulas[graph::operand(here, i)];
      if (i != which && same_matrix(other.shape, here.shape) && (other.code != op::broadcast || i < which)) return true;
    }
    return false;
  }
  constexpr void operand(node const& here, std::uint32_t which, binding least) {
    use(graph::operand(here, which), least, is_shape_given(here, which));
  }
  constexpr id shown_operand(node const& here, std::uint32_t which) const {
    return shown(graph::operand(here, which), is_shape_given(here, which));
  }
  constexpr bool is_scalar(id v) const { return formulas[v].shape.is_scalar(); }
  constexpr bool is_scaling(node const& here) const {
    return is_scalar(shown_operand(here, 0)) || is_scalar(shown_operand(here, 1));
  }
  constexpr bool is_constant(id v) const { return formulas[v].code == op::constant; }
  constexpr bool is_constant(id v, double value) const { return is_constant(v) && formulas[v].value == value; }
  /// Prints as its formula, which ends with this operation.
  constexpr bool is_in_place(id v, op code) const { return formulas[v].code == code && !has_line(v); }
  constexpr bool is_comparison(id v) const {
    return notation_of(formulas[v].code).as == form::comparison && !has_line(v);
  }
  constexpr std::string_view primitive_name(node const& here) const {
    return formulas.primitives[here.primitive()].identifier.view();
  }

  graph::view formulas;
  outline_view outlined;
  Sink& sink;
};

/// What stands between the parts of a print-out.
struct line_format {
  std::string_view equals;
  std::string_view arrow;
  std::string_view separator;
  std::string_view unnamed;  ///< before a result without a name
};

/// All of a graph: a line for each name, then for each output (`result = …` where it has a name), then for each assignment. The
/// writer's `result(id)` and `leaf_name(index)` print a whole result and the leaf that is assigned.
template <class Writer, class PutResult, class Sink>
constexpr void write_lines(Writer& writer, graph::view const& graph, PutResult const& put_result,
                           line_format const& format, Sink& sink) {
  bool first = true;
  auto const next_line = [&] {
    if (!first) put(format.separator, sink);
    first = false;
  };
  for (id v = 0; v < graph.node_count; ++v) {
    if (!writer.has_line(v)) continue;
    next_line();
    writer.line_name(v);
    put(format.equals, sink);
    writer.formula(v, loosest);
  }
  for (std::uint32_t o = 0; o < graph.output_count; ++o) {
    next_line();
    put(put_result() ? format.equals : format.unnamed, sink);
    writer.result(graph.outputs[o]);
  }
  for (std::uint32_t a = 0; a < graph.assign_count; ++a) {
    next_line();
    writer.leaf_name(graph.assigns[a].leaf);
    put(format.arrow, sink);
    writer.use(graph.assigns[a].value);
  }
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
