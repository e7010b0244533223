// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/values.hpp"
#include "tapeless/show/notation/walker.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes an element-wise chain as one loop. What is used more than once in it, what the user has named and what nests
/// deep is a variable of the loop; all else stands in place.
class c_chain final : formula_walker {
public:
  constexpr c_chain(c_plan const& what, c_scope const& names, c_lines& out, id chain_root, c_index const& where)
      : formula_walker(what.formulas, {}, out.sink),
        plan(what),
        scope(names),
        text(out),
        values(what, names, out),
        root(chain_root),
        core(what.core_of_chain[chain_root]),
        at(where) {
    for (id v = 0; v <= root; ++v)
      if (is_member(v) && count < members.size()) members[count++] = v;
    for (std::uint32_t i = 0; i < count; ++i) decide(i);
  }

  constexpr c_chain(c_plan const& what, c_scope const& names, c_lines& out, id chain_root)
      : c_chain(what, names, out, chain_root, {{'i', 1, what.formulas[chain_root].shape.size()}}) {}

  constexpr void write() {
    extents const shape = formulas[root].shape;
    std::uint32_t const outside = text.depth;
    text.loop_over_samples(shape.is_batched());
    text.loop('i', shape.size());
    bool in_braces = false;
    for (bool const each : is_variable) in_braces = in_braces || each;
    if (in_braces) text.open();
    write_statements();
    in_braces ? text.close(outside) : text.end_loops(outside);
  }
  /// Of one element.
  constexpr void write_statements() {
    for (std::uint32_t i = 0; i < count; ++i)
      if (id const v = members[i]; is_variable[i])
        values.statement(
            values.type(), " const ", [&] { line_name(v); }, " = ", [&] { defined(v); }, ';');
    values.statement(
        everywhere(root), " = ", [&] { defined(root); }, ';');
  }

private:
  static constexpr std::uint32_t deepest = 6;  ///< operations in one expression

  constexpr bool is_member(id v) const { return plan.chain_of_node[v] == root && is_chained(formulas[v].code); }
  /// Nodes that are their operand: `shown(v)` computes.
  constexpr bool is_transparent(id v) const {
    op const code = formulas[v].code;
    return is_member(v) && (code == op::broadcast || code == op::stop_gradient);
  }
  constexpr id shown(id v, bool = false) const override {
    while (is_transparent(v)) v = formulas[v].a;
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
    node const& here = formulas[v];
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
      node const& user = formulas[members[m]];
      for (std::uint32_t o = 0; o < graph::operand_count(user); ++o)
        uses += shown(graph::operand(user, o)) == v ? 1u : 0u;
    }
    return uses;
  }
  constexpr c_part::element everywhere(id v) const { return {v, formulas[v].shape.size() == 1 ? c_index{} : at}; }
  /// A member, or what the core has computed.
  constexpr bool is_in_loop(id v) const { return is_member(v) || v == core; }

  constexpr bool has_line(id v) const override {
    return !stands_in_place(v) && formulas[v].code != op::constant && formulas[v].code != op::batch_size;
  }
  constexpr void line_name(id v) override { is_in_loop(v) ? values.register_name(v) : values.put(everywhere(v)); }
  /// The operation itself, also of a variable.
  constexpr void defined(id given) {
    id const v = shown(given);
    v == given || stands_in_place(v) ? formula(v, loosest) : use(v);
  }
  constexpr binding binding_of(id v) const override {
    node const& here = formulas[v];
    if (here.code == op::constant) return has_sign(here.value) ? binding::prefix : binding::atom;
    if (here.code == op::batch_size) return binding::prefix;
    return is_operator(here.code) ? notation_of(here.code).rank : binding::atom;
  }
  /// What C has an operator for has no function.
  static constexpr bool is_operator(op code) { return !is_user_primitive(code) && c_function_of(code).name.empty(); }
  constexpr void formula(id v, binding) override {
    node const& here = formulas[v];
    if (!is_member(v)) return line_name(v);
    if (!is_operator(here.code)) return call(here);
    notation const& signs = notation_of(here.code);
    std::string_view const symbol = signs.as == form::product ? "*" : signs.text;
    if (here.b == none) return formula_walker::write(symbol, operand(here, 0, binding::atom));
    formula_walker::write(operand(here, 0, signs.rank), ' ', symbol, ' ', operand(here, 1, tighter(signs.rank)));
  }
  constexpr void call(node const& here) {
    c_function const& called = c_function_of(here.code);
    if (here.code == op::random) return random(here);
    bool const is_the_users = is_user_primitive(here.code);
    bool const has_suffix = !is_the_users && called.definition.empty() && plan.is_float;
    sink(is_the_users ? scope.primitive(here.primitive()) : called.name, has_suffix ? "f(" : "(");
    operands(here);
    sink(')');
  }

  constexpr void random(node const& here) {
    sink("random_number(key", graph::stream_position(formulas, here.detail), ", ");
    if (here.value == 0) sink('0');
    if (here.shape.is_batched()) sink("(uint32_t)s + ");
    sink(here.value == 0 ? "" : "first_sample", ", ");
    if (here.shape.is_scalar()) return sink("0)");
    sink("(uint32_t)");
    values.place_in_sample(here.shape, at);
    sink(')');
  }

  c_plan const& plan;
  c_scope const& scope;
  c_lines& text;
  c_part values;
  id root;
  id core;
  c_index at;
  std::array<id, plan::max_fused_operations> members{};
  std::array<bool, plan::max_fused_operations> is_variable{};
  std::array<std::uint32_t, plan::max_fused_operations> size{};
  std::uint32_t count = 0;
};

constexpr void write_c_chain_behind(id core, c_index const& at, c_plan const& plan, c_scope const& scope,
                                    c_lines& text) {
  c_chain(plan, scope, text, plan.chain_of_node[core], at).write_statements();
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
