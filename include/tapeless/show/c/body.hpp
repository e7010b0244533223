// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/steps.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Says above a loop what it computes, where the loop does not read like a formula itself.
class c_comment : c_loops {
public:
  using c_loops::c_loops;

  constexpr void write() {
    if (is_chained(here().code) || here().code == op::constant) return;
    text.line("/* ");
    has_chain() ? register_name(made) : put(name_of{made});
    put(" = ");
    here().code == op::product ? product() : call();
    put(" */");
  }

private:
  constexpr void product() {
    factor(here().a, here().left_transposed);
    put(" * ");
    factor(here().b, here().right_transposed);
  }
  constexpr void factor(id v, bool transposed) {
    put(transposed ? "transpose(" : "");
    operand(v);
    put(transposed ? ")" : "");
  }
  constexpr void operand(id v) {
    op const code = plan.formulas[v].code;
    code == op::batch_size || code == op::constant ? put(element{v, {}}) : put(name_of{v});
  }
  constexpr void call() {
    node const& n = here();
    bool const side_by_side = n.code == op::concatenate && n.axis() == 1;
    put(side_by_side ? "side_by_side" : ops::entry_of(n.code).c_name, '(');
    if (n.code == op::leaf) put(scope.leaf(n.leaf));
    if (n.code == op::batch_product_sum) return put([&] { product(); }, ')');
    for (std::uint32_t i = 0; i < graph::operand_count(n); ++i)
      put(i == 0 ? "" : ", ", [&] { operand(graph::operand(n, i)); });
    put(')');
    if (ops::is_along_lines(n.code) && n.axis() != all_axes) put(n.axis() == 0 ? " of each column" : " of each row");
  }
};

/// Writes the body of the function: one task after the other, then the outputs.
class c_body : c_part {
public:
  using c_part::c_part;

  constexpr void write() {
    for (std::uint32_t p = 0; p < plan.task_count; ++p) write(plan.tasks[p]);
    if (plan.formulas.output_count != 0) put('\n');
    for (std::uint32_t o = 0; o < plan.formulas.output_count; ++o) write_output(o);
  }

private:
  constexpr bool is_in_workspace(plan::task const& task) const {
    return task.kind != plan::task_kind::write_back && place_of(task).where == plan::space::workspace;
  }
  /// Where a task writes to.
  constexpr plan::place place_of(plan::task const& task) const {
    return plan.place_of_value[task.kind == plan::task_kind::compute ? task.node : task.value];
  }
  constexpr void write(plan::task const& task) {
    bool const computes = task.kind == plan::task_kind::compute;
    if (computes && is_read_in_place(plan.formulas, plan.formulas[task.node])) return;
    put('\n');
    if (computes) {
      id const core = plan.core_of_chain[task.node];
      c_comment(plan, scope, text, core == none ? task.node : core).write();
    }
    if (is_in_workspace(task))
      statement(
          type(), "* const ", [&] { target(task); }, " = workspace + ", place_of(task).index, ';');
    computes ? write_c_step(plan, scope, text, task.node) : copy(task);
  }
  /// What a task writes to.
  constexpr void target(plan::task const& task) {
    if (task.kind == plan::task_kind::write_back) return put(scope.leaf(task.target));
    if (task.kind == plan::task_kind::compute) return put(name_of{task.node});
    is_in_workspace(task) ? put("copy", task.value) : put(scope.leaf(place_of(task).index));
  }

  template <class From, class To>
  constexpr void copy_elements(extents shape, To const& to, From const& from) {
    std::uint32_t const outside = text.depth;
    text.loop_over_samples(shape.is_batched());
    text.loop('i', shape.size());
    c_index const each{{'i', 1, shape.size()}};
    statement(
        to, [&] { subscript(shape, each); }, " = ", [&] { from(each); }, ';');
    text.end_loops(outside);
  }
  constexpr void copy(plan::task const& task) {
    extents const shape = shape_of(task.node);
    copy_elements(
        shape, [&] { target(task); },
        [&](c_index const& each) {
          if (task.kind == plan::task_kind::copy) return put(element{task.node, each});
          task.value == task.node ? put(name_of{task.node}) : put("copy", task.value);  // what a copy made
          subscript(shape, each);
        });
  }

  constexpr void write_output(std::uint32_t output) {
    id const v = plan.formulas.outputs[output];
    plan::task const* made_for_it = nullptr;
    for (std::uint32_t p = 0; p < plan.task_count; ++p)
      if (plan.tasks[p].output == output) made_for_it = plan.tasks + p;
    copy_elements(
        shape_of(v), [&] { put(scope.output(output)); },
        [&](c_index const& each) {
          if (made_for_it == nullptr) return put(element{v, each});
          target(*made_for_it);
          subscript(shape_of(v), each);
        });
  }
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
