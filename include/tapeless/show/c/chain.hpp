// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/values.hpp"
#include "tapeless/show/notation.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes an element-wise chain as one loop. What is used more than once in it, what the user has named and what nests deep is a
/// variable of the loop; all else stands in place.
template <class Sink>
class c_chain {
public:
  constexpr c_chain(c_plan const& what, c_scope const& names, c_lines<Sink>& out, id chain_root)
      : plan(what), scope(names), text(out), values(what, names, out), root(chain_root) {
    for (id v = 0; v <= root; ++v)
      if (is_member(v) && count < members.size()) members[count++] = v;
    for (std::uint32_t i = 0; i < count; ++i) decide(i);
  }

  constexpr void write() {
    extents const shape = plan.formulas[root].shape;
    everywhere = {{'i', 1, shape.size()}};
    std::uint32_t const outside = text.depth;
    text.loop_over_samples(shape.is_batched());
    text.loop('i', shape.size());
    bool const in_braces = has_variables();
    if (in_braces) text.open();
    for (std::uint32_t i = 0; i < count; ++i)
      if (is_variable[i]) variable(members[i]);
    text.statement();
    values.element(root, everywhere);
    text.write(" = ");
    formula(root);
    text.write(";");
    if (in_braces) return text.close(outside);
    text.end_loops(outside);
  }

private:
  static constexpr std::uint32_t deepest = 6;  ///< operations in one expression

  constexpr bool is_member(id v) const {
    return plan.chain_of_node[v] == root && is_elementwise(plan.formulas[v].code);
  }
  /// Nodes that are their operand: `shown(v)` computes.
  constexpr bool is_transparent(id v) const {
    op const code = plan.formulas[v].code;
    return is_member(v) && (code == op::broadcast || code == op::stop_gradient);
  }
  constexpr id shown(id v) const {
    while (is_transparent(v)) v = plan.formulas[v].a;
    return v;
  }
  constexpr std::uint32_t position(id v) const {
    std::uint32_t i = 0;
    while (i < count && members[i] != v) ++i;
    return i;
  }
  constexpr bool stands_in_place(id v) const { return is_member(v) && !is_variable[position(v)]; }

  constexpr void decide(std::uint32_t i) {
    id const v = members[i];
    if (is_transparent(v)) return;
    node const& here = plan.formulas[v];
    size[i] = 1;
    for (std::uint32_t o = 0; o < graph::operand_count(here); ++o)
      if (id const used = shown(graph::operand(here, o)); stands_in_place(used)) size[i] += size[position(used)];
    if (v == root) return;
    is_variable[i] = uses_of(v) > 1 || !scope.users(v).empty() || size[i] >= deepest;
  }
  constexpr std::uint32_t uses_of(id v) const {
    std::uint32_t uses = shown(root) == v ? 1 : 0;
    for (std::uint32_t m = 0; m < count; ++m) {
      if (is_transparent(members[m])) continue;
      node const& user = plan.formulas[members[m]];
      for (std::uint32_t o = 0; o < graph::operand_count(user); ++o)
        uses += shown(graph::operand(user, o)) == v ? 1u : 0u;
    }
    return uses;
  }
  constexpr bool has_variables() const {
    for (bool const each : is_variable)
      if (each) return true;
    return false;
  }

  constexpr void variable(id v) {
    text.statement(values.type());
    text.write(" const ");
    values.register_name(v);
    text.write(" = ");
    formula(v);
    text.write(";");
  }

  /// How strongly C binds what a node prints as.
  constexpr binding binding_of(id v) const {
    node const& here = plan.formulas[v];
    if (here.code == op::constant) return has_sign(here.value) ? binding::prefix : binding::atom;
    if (here.code == op::batch_size) return binding::prefix;
    return stands_in_place(v) && is_operator(here.code) ? notation_of(here.code).rank : binding::atom;
  }
  /// What C has an operator for has no function.
  static constexpr bool is_operator(op code) { return !is_user_primitive(code) && c_function_of(code).name.empty(); }
  constexpr void use(id given, binding least) {
    id const v = shown(given);
    bool const parentheses = binding_of(v) < least;
    if (parentheses) text.sink('(');
    if (stands_in_place(v))
      formula(v);
    else if (is_member(v))
      values.register_name(v);
    else
      values.element(v, {{'i', 1, plan.formulas[v].shape.size()}});
    if (parentheses) text.sink(')');
  }
  /// The operation itself, also of a variable.
  constexpr void formula(id given) {
    id const v = shown(given);
    if (!is_member(v) || (v != given && is_variable[position(v)])) return use(v, loosest);
    node const& here = plan.formulas[v];
    if (!is_operator(here.code)) return call(here);
    notation const& signs = notation_of(here.code);
    std::string_view const symbol = signs.as == form::product ? "*" : signs.text;
    if (here.b == none) {
      text.write(symbol);
      return use(here.a, binding::atom);
    }
    use(here.a, signs.rank);
    text.write(" ");
    text.write(symbol);
    text.write(" ");
    use(here.b, tighter(signs.rank));
  }
  constexpr void call(node const& here) {
    if (is_user_primitive(here.code)) {
      text.write(scope.primitive(here.primitive()));
    } else {
      c_function const called = c_function_of(here.code);
      text.write(called.name);
      if (called.definition.empty() && plan.is_float) text.sink('f');
    }
    text.sink('(');
    for (std::uint32_t o = 0; o < graph::operand_count(here); ++o) {
      if (o != 0) text.write(", ");
      use(graph::operand(here, o), loosest);
    }
    text.sink(')');
  }

  c_plan const& plan;
  c_scope const& scope;
  c_lines<Sink>& text;
  c_values<Sink> values;
  id root;
  c_index everywhere{};
  std::array<id, plan::max_fused_operations> members{};
  std::array<bool, plan::max_fused_operations> is_variable{};
  std::array<std::uint32_t, plan::max_fused_operations> size{};
  std::uint32_t count = 0;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
