// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/chain.hpp"
#include "tapeless/show/c/matrix_function.hpp"
#include "tapeless/show/c/movement.hpp"
#include "tapeless/show/c/reduction.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Products, sums over the samples, one-hot vectors and constants.
template <class Sink>
class c_product : c_loops<Sink> {
public:
  using c_loops<Sink>::c_loops;

  constexpr void write() {
    if (here().code == op::leaf) return one_hot();
    if (here().code == op::constant) return constant();
    return here().code == op::batch_sum ? batch_sum() : product();
  }

private:
  using base = c_loops<Sink>;
  using base::begin;
  using base::declare;
  using base::here;
  using base::made;
  using base::result;
  using base::scope;
  using base::shape_of;
  using base::text;
  using base::values;

  constexpr void one_hot() {
    std::uint32_t const outside = begin();
    std::uint32_t const classes = here().shape.size();
    text.loop('i', classes);
    result({{'i', 1, classes}});
    text.write(scope.leaf(here().leaf));
    text.write(here().shape.is_batched() ? "[s] == " : "[0] == ");
    text.write(classes == 1 ? "0 ? 1 : 0;" : "i ? 1 : 0;");
    text.end_loops(outside);
  }
  constexpr void constant() {
    text.statement();
    values.register_name(made);
    text.write("[0] = ");
    values.literal(here().value);
    text.write(";");
  }

  /// result[i][j] = Σₖ op(A)[i][k]·op(B)[k][j], over the samples too for batch_product_sum.
  constexpr void product() {
    node const& n = here();
    extents const left = shape_of(n.a);
    extents const right = shape_of(n.b);
    std::uint32_t const rows = n.shape.rows;
    std::uint32_t const columns = n.shape.columns;
    std::uint32_t const inner = n.left_transposed ? left.rows : left.columns;
    std::uint32_t const outside = begin();
    text.loop('i', rows);
    text.loop('j', columns);
    text.open();
    std::uint32_t const inside = text.depth;
    declare("sum");
    text.write("0;");
    text.loop_over_samples(n.code == op::batch_product_sum);
    text.loop('k', inner);
    text.statement("sum += ");
    values.element(
        n.a, {{'i', n.left_transposed ? 1 : left.columns, rows}, {'k', n.left_transposed ? left.columns : 1, inner}});
    text.write(" * ");
    values.element(n.b, {{'k', n.right_transposed ? 1 : right.columns, inner},
                         {'j', n.right_transposed ? right.columns : 1, columns}});
    text.write(";");
    text.end_loops(inside);
    result({{'i', columns, rows}, {'j', 1, columns}});
    text.write("sum;");
    text.close(outside);
  }

  constexpr void batch_sum() {
    std::uint32_t const outside = text.depth;
    c_index const each{{'i', 1, here().shape.size()}};
    text.loop('i', here().shape.size());
    text.open();
    std::uint32_t const inside = text.depth;
    declare("sum");
    text.write("0;");
    text.loop_over_samples(shape_of(here().a).is_batched());
    text.statement("sum += ");
    values.element(here().a, each);
    text.write(";");
    text.end_loops(inside);
    result(each);
    text.write("sum;");
    text.close(outside);
  }
};

/// Writes the loops that compute one node from its operands: matrices row after row, samples one after the other.
template <class Sink>
constexpr void write_c_step(c_plan const& plan, c_scope const& scope, c_lines<Sink>& text, id v) {
  switch (family_of(plan.formulas[v].code)) {
  case family::elementwise: return c_chain<Sink>(plan, scope, text, v).write();
  case family::source:
  case family::product:
  case family::batch_sum: return c_product<Sink>(plan, scope, text, v).write();
  case family::reduction:
  case family::normalization:
  case family::cross_entropy: return c_reduction<Sink>(plan, scope, text, v).write();
  case family::movement:
    if (ops::entry_of(plan.formulas[v].code).moves != nullptr) return c_movement<Sink>(plan, scope, text, v).write();
    return c_matrix_function<Sink>(plan, scope, text, v).write();
  case family::matrix_function: return c_matrix_function<Sink>(plan, scope, text, v).write();
  }
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
