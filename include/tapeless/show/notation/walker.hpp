// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/notation/outline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

using ops::binding, ops::form, ops::given_numbers, ops::notation;

inline constexpr binding loosest = binding::equality;
constexpr binding tighter(binding than) { return static_cast<binding>(static_cast<std::uint8_t>(than) + 1); }

/// How an operation is written: as its record says.
constexpr notation const& notation_of(op code) { return ops::entry_of(code).written; }
/// The function of the library that it prints as.
constexpr std::string_view function_name(op code) { return notation_of(code).text; }

/// A function of one number that has a name, so that its derivative is f′: tanh, not √ or −.
constexpr bool is_named_function(op code) {
  notation const& signs = notation_of(code);
  return is_elementwise_unary(code) && signs.as == form::call && signs.close.empty() && code != op::stop_gradient;
}

/// What stands between the parts of a print-out.
struct line_format {
  std::string_view equals;
  std::string_view arrow;
  std::string_view separator;
  std::string_view unnamed;  ///< before a result without a name
};

/// What all notations share: which nodes are named, which broadcasts are implied, where parentheses are needed. The
/// signs are those of a class that derives from it.
class formula_walker {
public:
  constexpr formula_walker(graph::view const& whole_graph, outline_view const& given_names, text_sink& target)
      : formulas(whole_graph), outlined(given_names), sink(target) {}

  /// The operation itself, also of a node that has a line; what is around it binds like `least`.
  constexpr virtual void formula(id v, binding least) = 0;
  /// How strongly that text binds.
  constexpr virtual binding binding_of(id v) const = 0;
  /// The name of a node that has a line.
  constexpr virtual void line_name(id v) = 0;
  constexpr virtual void leaf_name(std::uint32_t leaf) { sink(formulas.leaves[leaf].identifier.view()); }
  /// An output.
  constexpr virtual void result(id v) { use(v); }

  constexpr virtual bool has_line(id v) const { return outlined.of_node[v].how != naming::in_place; }

  /// The node where it is used: its name, or its formula, in parentheses where it binds less than `least`.
  constexpr void use(id v, binding least = loosest, bool shape_is_given = false) {
    v = shown(v, shape_is_given);
    if (has_line(v)) return line_name(v);
    if (binding_of(v) >= least) return formula(v, least);
    bool const tall = open(v);
    formula(v, loosest);
    close(tall);
  }

  /// All of the graph: a line for each name, then for each output (`result = …` where `put_result` writes a name), then
  /// for each assignment.
  template <class PutResult>
  constexpr void write_lines(PutResult const& put_result, line_format const& format) {
    listing lines{sink, format.separator};
    for (id v = 0; v < formulas.node_count; ++v) {
      if (!has_line(v)) continue;
      lines.next();
      line_name(v);
      sink(format.equals);
      formula(v, loosest);
    }
    for (std::uint32_t o = 0; o < formulas.output_count; ++o) {
      lines.next();
      sink(put_result() ? format.equals : format.unnamed);
      result(formulas.outputs[o]);
    }
    for (std::uint32_t a = 0; a < formulas.assign_count; ++a) {
      lines.next();
      leaf_name(formulas.assigns[a].leaf);
      sink(format.arrow);
      use(formulas.assigns[a].value);
    }
  }

protected:
  /// Parentheses around v; what open returns is given to close.
  constexpr virtual bool open(id) {
    sink('(');
    return false;
  }
  constexpr virtual void close(bool) { sink(')'); }

  /// What stands for v: a broadcast disappears where its surroundings imply it.
  constexpr virtual id shown(id v, bool shape_is_given) const {
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
  /// A node among what `write` writes: its name, or its formula.
  struct part {
    id v;
    binding least = loosest;
    bool shape_is_given = false;
  };
  constexpr part operand(node const& here, std::uint32_t which, binding least = loosest) const {
    return {graph::operand(here, which), least, is_shape_given(here, which)};
  }
  constexpr void write_one(part const& each) { use(each.v, each.least, each.shape_is_given); }
  constexpr void write_one(std::invocable auto const& each) { each(); }
  template <class Part>
  constexpr void write_one(Part const& each) {
    sink(each);
  }
  /// Texts, natural numbers, characters, nodes and what functions write, one after the other.
  template <class... Parts>
  constexpr void write(Parts const&... parts) {
    (write_one(parts), ...);
  }
  /// All operands, separated by commas.
  constexpr void operands(node const& here) {
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i) write(i == 0 ? "" : ", ", operand(here, i));
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
  text_sink& sink;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
