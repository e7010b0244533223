// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/chain.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Reductions and normalizations, over all elements or along an axis, by the record's loop or, without one, by its
/// function.
class c_reduction : c_loops {
public:
  using c_loops::c_loops;

  constexpr void write() {
    ops::entry const& how = ops::entry_of(here().code);
    ops::c_line const& loop = how.c_loop;
    bool const of_each_element = is_normalization(here().code);
    bool const has_variables = !loop.constants.empty() || !loop.each.empty();
    std::uint32_t const outside = begin();
    text.loop('i', along.count);
    if (has_variables) text.open();
    std::uint32_t const inside = text.depth;
    declare_constants(loop.constants);
    if (!loop.each.empty()) {
      declare("sum", '0');
      text.loop('k', along.length);
      statement([&] { fill_in(loop.each); }, ';');
      text.end_loops(inside);
    }
    if (of_each_element) text.loop('k', along.length);
    if (has_chain()) text.open();
    result(of_each_element ? along.element() : c_index{{'i', 1, along.count}}, [&] {
      if (!loop.value.empty()) return fill_in(loop.value);
      put(how.c99.name);
      fill_in(of_each_element ? "(#, k)" : "(#)");
    });
    has_chain() ? text.close(inside) : text.end_loops(inside);
    has_variables ? text.close(outside) : text.end_loops(outside);
  }

private:
  /// The lines that a reduction runs along: their number and length, and the strides from one to the next and within
  /// one.
  struct lines {
    std::uint32_t count;
    std::uint32_t apart;
    std::uint32_t length;
    std::uint32_t stride;

    constexpr c_term one() const { return {'i', apart, count}; }
    constexpr c_index element() const { return {one(), {'k', stride, length}}; }
  };
  constexpr lines along_axis() const {
    extents const from = shape_of(here().a);
    std::uint32_t const axis = ops::is_along_lines(here().code) ? here().axis() : all_axes;
    if (axis == 0) return {from.columns, 1, from.rows, from.columns};
    if (axis == 1) return {from.rows, from.columns, from.columns, 1};
    return {1, from.size(), from.size(), 1};
  }
  constexpr void declare_constants(std::string_view left) {
    while (!left.empty()) {
      std::size_t const size = left.find(';') + 1;
      statement(type(), " const ", [&] { fill_in(left.substr(0, size)); });
      left.remove_prefix(size);
    }
  }
  /// Text of the record (ops/c99.hpp).
  constexpr void fill_in(std::string_view characters) {
    pattern(characters, [&](char character) {
      if (character == '#')
        put([&] { pointer(here().a, {along.one()}); }, ", ", along.length, ", ", along.stride);
      else if (character == '~' || character == '^')
        put(element{character == '~' ? here().a : here().b, along.element()});
      else
        put(character);
    });
  }

  lines along = along_axis();
};

/// Operations that only move numbers.
class c_movement : c_loops {
public:
  using c_loops::c_loops;

  constexpr void write() {
    node const& n = here();
    ops::c_moves const moves =
        ops::entry_of(n.code).moves(n.attributes(), n.shape, shape_of(n.a), n.b == none ? extents{} : shape_of(n.b));
    if (moves.clears) move({n.shape.size(), 1, {1, 0}, {}}, none);
    move(moves.first, n.a);
    if (n.b != none) move(moves.second, n.b);
  }

private:
  /// result[to] = operand[from], or 0, for all rows i and columns j.
  constexpr void move(ops::c_block const& block, id operand) {
    std::uint32_t const outside = begin();
    text.loop('i', block.rows);
    text.loop('j', block.columns);
    c_index const to = index_of(block, block.to);
    operand == none ? result(to, '0') : result(to, element{operand, index_of(block, block.from)});
    text.end_loops(outside);
  }
  /// A loop that does not move the place has no part in the index.
  static constexpr c_index index_of(ops::c_block const& block, ops::c_place const& place) {
    return {{'i', place.row_stride, place.row_stride == 0 ? 1 : block.rows},
            {'j', place.column_stride, place.column_stride == 0 ? 1 : block.columns},
            place.offset};
  }
};

/// Functions of whole matrices, by the C function of the record: f(y, a, size) or f(y, a, b, size), where `size` has
/// the rows and columns of a and of b and the two numbers that the operation knows besides them. What is summed over
/// the samples is added to y, which is zeros at first, or what the third operand is.
class c_matrix_function : c_loops {
public:
  using c_loops::c_loops;

  constexpr void write() {
    node const& n = here();
    bool const sums = ops::entry_of(n.code).sums_samples;
    if (sums) begin_sum();
    std::uint32_t const outside = text.depth;
    text.loop_over_samples(sums || n.shape.is_batched());
    statement(ops::entry_of(n.code).c99.name, '(');
    for (id const each : {made, n.a, n.b})
      if (each != none) put([&] { pointer(each, {}); }, ", ");
    extents const left = shape_of(n.a);
    extents const right = n.b == none ? extents{} : shape_of(n.b);
    put("(int const[]){", left.rows, ", ", left.columns, ", ", right.rows, ", ", right.columns, ", ", row_of(n.detail),
        ", ", column_of(n.detail), "});");
    text.end_loops(outside);
  }

private:
  constexpr void begin_sum() {
    std::uint32_t const outside = text.depth;
    c_index const at{{'i', 1, here().shape.size()}};
    text.loop('i', here().shape.size());
    if (here().c == none)
      result(at, '0');
    else
      result(at, element{here().c, at});
    text.end_loops(outside);
  }
};

/// Products, sums over the samples, one-hot vectors and constants.
class c_product : c_loops {
public:
  using c_loops::c_loops;

  constexpr void write() {
    if (here().code == op::leaf) return one_hot();
    if (here().code == op::constant)
      return statement([&] { register_name(made); }, "[0] = ", [&] { literal(here().value); }, ';');
    return here().code == op::batch_sum ? batch_sum() : product();
  }
  /// The number of a label's class, where it is kept instead of the one-hot vector or is the value.
  constexpr void write_class() {
    std::uint32_t const outside = begin();
    bool const is_batched = here().shape.is_batched();
    if (here().code == op::leaf)
      statement(name_of{made}, is_batched ? "[s] = (" : "[0] = (", type(), ')', scope.leaf(here().leaf),
                is_batched ? "[s];" : "[0];");
    else
      result({}, '(', type(), ')', scope.leaf(plan.formulas[here().a].leaf), is_batched ? "[s]" : "[0]");
    text.end_loops(outside);
  }

private:
  constexpr void one_hot() {
    std::uint32_t const outside = begin();
    std::uint32_t const classes = here().shape.size();
    text.loop('i', classes);
    result({{'i', 1, classes}}, scope.leaf(here().leaf),
           here().shape.is_batched() ? "[s] == " : "[0] == ", classes == 1 ? "0 ? 1 : 0" : "i ? 1 : 0");
    text.end_loops(outside);
  }

  /// result[i][j] = Σₖ op(A)[i][k]·op(B)[k][j], over the samples too for batch_product_sum.
  constexpr void product() {
    node const& n = here();
    extents const left = shape_of(n.a);
    extents const right = shape_of(n.b);
    std::uint32_t const rows = n.shape.rows;
    std::uint32_t const columns = n.shape.columns;
    std::uint32_t const inner = n.left_transposed ? left.rows : left.columns;
    c_term const row{'i', n.left_transposed ? 1 : left.columns, rows};
    c_term const down{'k', n.right_transposed ? 1 : right.columns, inner};
    std::uint32_t const outside = begin();
    text.loop('i', rows);
    text.loop('j', columns);
    text.open();
    std::uint32_t const inside = text.depth;
    declare("sum", '0');
    text.loop_over_samples(n.code == op::batch_product_sum);
    text.loop('k', inner);
    statement("sum += ", element{n.a, {row, {'k', n.left_transposed ? left.columns : 1, inner}}}, " * ",
              element{n.b, {down, {'j', n.right_transposed ? right.columns : 1, columns}}}, ';');
    text.end_loops(inside);
    result({{'i', columns, rows}, {'j', 1, columns}}, "sum");
    text.close(outside);
  }

  constexpr void batch_sum() {
    std::uint32_t const outside = text.depth;
    c_index const each{{'i', 1, here().shape.size()}};
    text.loop('i', here().shape.size());
    text.open();
    std::uint32_t const inside = text.depth;
    declare("sum", '0');
    text.loop_over_samples(shape_of(here().a).is_batched());
    statement("sum += ", element{here().a, each}, ';');
    text.end_loops(inside);
    result(each, "sum");
    text.close(outside);
  }
};

/// Writes the loops that compute one node from its operands, with the core that it takes over: matrices row after row,
/// samples one after the other.
constexpr void write_c_step(c_plan const& plan, c_scope const& scope, c_lines& text, id v) {
  if (plan.core_of_chain[v] != none) v = plan.core_of_chain[v];
  if (plan.formulas[v].code == op::random) return c_chain(plan, scope, text, v).write();
  if (plan.by_class[v] || plan::is_class_index(plan.formulas, plan.formulas[v]))
    return c_product(plan, scope, text, v).write_class();
  switch (family_of(plan.formulas[v].code)) {
  case family::elementwise: return c_chain(plan, scope, text, v).write();
  case family::source:
  case family::product:
  case family::batch_sum: return c_product(plan, scope, text, v).write();
  case family::reduction:
  case family::normalization:
  case family::cross_entropy: return c_reduction(plan, scope, text, v).write();
  case family::movement:
    if (ops::entry_of(plan.formulas[v].code).moves != nullptr) return c_movement(plan, scope, text, v).write();
    return c_matrix_function(plan, scope, text, v).write();
  case family::matrix_function: return c_matrix_function(plan, scope, text, v).write();
  }
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
