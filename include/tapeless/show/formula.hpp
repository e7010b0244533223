// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/outline.hpp"

namespace tapeless::inline TAPELESS_TARGET::show {

/// How strongly the language (C++) binds what a node prints as.
enum class binding : std::uint8_t { comparison, sum, factor, prefix, atom };
inline constexpr binding loosest = binding::comparison;
constexpr binding tighter(binding than) { return static_cast<binding>(static_cast<std::uint8_t>(than) + 1); }

/// The function of the library that a node prints as.
constexpr std::string_view function_name(op code) {
  switch (code) {
  case op::exp: return "exp";
  case op::expm1: return "expm1";
  case op::log: return "log";
  case op::log1p: return "log1p";
  case op::sqrt: return "sqrt";
  case op::square: return "square";
  case op::absolute: return "abs";
  case op::sign: return "sign";
  case op::tanh: return "tanh";
  case op::sigmoid: return "sigmoid";
  case op::relu: return "relu";
  case op::softplus: return "softplus";
  case op::erf: return "erf";
  case op::power: return "pow";
  case op::maximum: return "maximum";
  case op::minimum: return "minimum";
  case op::equal: return "equal";
  case op::xlogy: return "xlogy";
  case op::xdivy: return "xdivy";
  case op::logistic_loss: return "logistic_loss";
  case op::transpose: return "transpose";
  case op::sum: return "sum";
  case op::max: return "max";
  case op::logsumexp: return "logsumexp";
  case op::softmax: return "softmax";
  case op::log_softmax: return "log_softmax";
  case op::softmax_cross_entropy: return "softmax_cross_entropy";
  default: return "batch_sum";
  }
}

/// Writes nodes as formulas of the library's own language, with the parentheses the tree needs: a − (b − c), but a − b
/// − c.
template <class Sink>
class formula_writer {
public:
  constexpr formula_writer(graph::view const& graph, outline_view const& names, Sink& out)
      : formulas(graph), outlined(names), sink(out) {}

  /// The node where it is used: its name, or its formula, in parentheses where it binds less than `least`.
  constexpr void use(id v, binding least = loosest, bool shape_is_given = false) {
    v = shown(v, shape_is_given);
    if (has_line(v)) return line_name(v);
    bool const parentheses = binding_of(v) < least;
    if (parentheses) sink('(');
    formula(v);
    if (parentheses) sink(')');
  }

  constexpr bool has_line(id v) const { return outlined.of_node[v].how != naming::in_place; }
  constexpr void line_name(id v) {
    label const& given = outlined.of_node[v];
    if (given.how == naming::users) return put(formulas.names[given.number].identifier.view(), sink);
    sink('t');
    put_integer(given.number, sink);
  }

  /// The operation itself, also of a node that has a line.
  constexpr void formula(id v) {
    node const& here = formulas[v];
    switch (here.code) {
    case op::leaf: return put(formulas.leaves[here.leaf].identifier.view(), sink);
    case op::constant: return put_number(here.value, sink);
    case op::batch_size: return sample_count();
    case op::negate: sink('-'); return use(here.a, binding::atom);
    case op::broadcast: return repeated(here);
    case op::add: return infix(v, " + ", binding::sum);
    case op::subtract: return infix(v, " - ", binding::sum);
    case op::multiply: return infix(v, is_scaling(here) ? " * " : " % ", binding::factor);
    case op::divide: return infix(v, " / ", binding::factor);
    case op::greater: return infix(v, " > ", binding::comparison);
    case op::product: return product(here);
    case op::batch_product_sum:
      put("batch_sum(", sink);
      product(here);
      return sink(')');
    case op::select: return choice(here);
    default: return call(here);
    }
  }

private:
  /// What stands for v: a broadcast disappears where its surroundings imply it.
  constexpr id shown(id v, bool shape_is_given) const {
    for (; formulas[v].code == op::broadcast; v = formulas[v].a)
      if (!shape_is_given && !same_matrix(formulas[v].shape, formulas[formulas[v].a].shape)) return v;
    return v;
  }
  /// Another operand, printed with all its elements, tells the shape of the result.
  constexpr bool is_shape_given(node const& here, std::uint32_t which) const {
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i) {
      node const& other = formulas[graph::operand(here, i)];
      if (i != which && same_matrix(other.shape, here.shape) && (other.code != op::broadcast || i < which)) return true;
    }
    return false;
  }
  constexpr void operand(node const& here, std::uint32_t which, binding least) {
    use(graph::operand(here, which), least, is_elementwise(here.code) && is_shape_given(here, which));
  }
  constexpr node const& shown_operand(node const& here, std::uint32_t which) const {
    return formulas[shown(graph::operand(here, which), is_shape_given(here, which))];
  }
  constexpr bool is_scaling(node const& here) const {
    return shown_operand(here, 0).shape.is_scalar() || shown_operand(here, 1).shape.is_scalar();
  }

  constexpr binding binding_of(id v) const {
    node const& here = formulas[v];
    switch (here.code) {
    case op::constant: return has_sign(here.value) ? binding::prefix : binding::atom;
    case op::negate: return binding::prefix;
    case op::add:
    case op::subtract: return binding::sum;
    case op::multiply:
    case op::divide:
    case op::product: return binding::factor;
    case op::broadcast: return is_constant(here.a, 0) || is_constant(here.a, 1) ? binding::atom : binding::factor;
    case op::greater: return binding::comparison;
    default: return binding::atom;
    }
  }
  constexpr bool is_constant(id v, double value) const {
    return formulas[v].code == op::constant && formulas[v].value == value;
  }

  /// All these operators group to the left. A matrix product left of % needs no parentheses in C++; readers, who know
  /// no order of the two, get them.
  constexpr void infix(id v, std::string_view symbol, binding own) {
    node const& here = formulas[v];
    bool const product_left = symbol == " % " && formulas[here.a].code == op::product;
    operand(here, 0, product_left ? binding::prefix : own);
    put(symbol, sink);
    operand(here, 1, tighter(own));
  }
  constexpr void product(node const& here) {
    factor(here.a, here.left_transposed, binding::factor);
    put(" * ", sink);
    factor(here.b, here.right_transposed, binding::prefix);
  }
  constexpr void factor(id v, bool transposed, binding least) {
    if (!transposed) return use(v, least);
    put("transpose(", sink);
    use(v);
    sink(')');
  }
  constexpr void call(node const& here) {
    put(function_name(here.code), sink);
    sink('(');
    for (std::uint32_t i = 0; i < graph::operand_count(here); ++i) {
      if (i != 0) put(", ", sink);
      operand(here, i, loosest);
    }
    sink(')');
  }
  /// The condition counts as true where it is > 0.
  constexpr void choice(node const& here) {
    put("where(", sink);
    bool const compared = formulas[here.a].code == op::greater && !has_line(here.a);
    operand(here, 0, compared ? binding::comparison : binding::sum);
    put(compared ? ", " : " > 0, ", sink);
    operand(here, 1, loosest);
    put(", ", sink);
    operand(here, 2, loosest);
    sink(')');
  }
  constexpr void repeated(node const& here) {
    put(is_constant(here.a, 0) ? "zeros(" : "ones(", sink);
    put_integer(here.shape.rows, sink);
    put(", ", sink);
    put_integer(here.shape.columns, sink);
    sink(')');
    if (is_constant(here.a, 0) || is_constant(here.a, 1)) return;
    put(" * ", sink);
    use(here.a, binding::prefix);
  }
  constexpr void sample_count() {
    sink('n');
    if (outlined.samples != 0) put_integer(outlined.samples, sink);
  }

  graph::view formulas;
  outline_view outlined;
  Sink& sink;
};

/// All of a graph: a line for each name, then for each output (`result = …` where it has a name), then for each
/// assignment.
template <class Sink>
constexpr void write_formulas(graph::view const& graph, outline_view const& names, std::string_view result,
                              std::string_view separator, Sink& sink) {
  formula_writer<Sink> writer(graph, names, sink);
  bool first = true;
  auto const next_line = [&] {
    if (!first) put(separator, sink);
    first = false;
  };
  for (id v = 0; v < graph.node_count; ++v) {
    if (!writer.has_line(v)) continue;
    next_line();
    writer.line_name(v);
    put(" = ", sink);
    writer.formula(v);
  }
  for (std::uint32_t o = 0; o < graph.output_count; ++o) {
    next_line();
    put(result, sink);
    if (!result.empty()) put(" = ", sink);
    writer.use(graph.outputs[o]);
  }
  for (std::uint32_t a = 0; a < graph.assign_count; ++a) {
    next_line();
    put(graph.leaves[graph.assigns[a].leaf].identifier.view(), sink);
    put(" <- ", sink);
    writer.use(graph.assigns[a].value);
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::show
