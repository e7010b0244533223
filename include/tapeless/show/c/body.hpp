// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/show/c/comment.hpp"
#include "tapeless/show/c/steps.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// Writes the body of the function: one task after the other, then the outputs.
template <class Sink>
class c_body {
public:
  constexpr c_body(c_plan const& what, c_scope const& names, c_lines<Sink>& out)
      : plan(what), scope(names), text(out), values(what, names, out) {}

  constexpr void write() {
    for (std::uint32_t p = 0; p < plan.task_count; ++p) write(plan.tasks[p]);
    if (plan.formulas.output_count != 0) text.sink('\n');
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
    text.sink('\n');
    if (computes) c_comment<Sink>(plan, scope, text, task.node).write();
    if (is_in_workspace(task)) declare(task);
    if (computes) return write_c_step(plan, scope, text, task.node);
    copy(task);
  }

  constexpr void declare(plan::task const& task) {
    text.statement(values.type());
    text.write("* const ");
    name_of(task);
    text.write(" = workspace + ");
    text.number(place_of(task).index);
    text.write(";");
  }
  /// What a task writes to.
  constexpr void name_of(plan::task const& task) {
    if (task.kind == plan::task_kind::write_back) return text.write(scope.leaf(task.target));
    if (task.kind == plan::task_kind::compute) return values.name_of(task.node);
    if (!is_in_workspace(task)) return text.write(scope.leaf(place_of(task).index));
    text.write("copy");
    text.number(task.value);
  }

  template <class From, class To>
  constexpr void copy_elements(extents shape, To const& to, From const& from) {
    std::uint32_t const outside = text.depth;
    text.loop_over_samples(shape.is_batched());
    text.loop('i', shape.size());
    c_index const each{{'i', 1, shape.size()}};
    text.statement();
    to();
    values.subscript(shape, each);
    text.write(" = ");
    from(each);
    text.write(";");
    text.end_loops(outside);
  }
  constexpr void copy(plan::task const& task) {
    extents const shape = plan.formulas[task.node].shape;
    copy_elements(
        shape, [&] { name_of(task); },
        [&](c_index const& each) {
          if (task.kind == plan::task_kind::copy) return values.element(task.node, each);
          name_of_value(task);
          values.subscript(shape, each);
        });
  }
  /// What a write-back takes: a node's value, or what a copy made.
  constexpr void name_of_value(plan::task const& written_back) {
    if (written_back.value == written_back.node) return values.name_of(written_back.node);
    text.write("copy");
    text.number(written_back.value);
  }

  constexpr void write_output(std::uint32_t output) {
    id const v = plan.formulas.outputs[output];
    extents const shape = plan.formulas[v].shape;
    plan::task const* made_for_it = nullptr;
    for (std::uint32_t p = 0; p < plan.task_count; ++p)
      if (plan.tasks[p].output == output) made_for_it = plan.tasks + p;
    copy_elements(
        shape, [&] { text.write(scope.output(output)); },
        [&](c_index const& each) {
          if (made_for_it == nullptr) return values.element(v, each);
          name_of(*made_for_it);
          values.subscript(shape, each);
        });
  }

  c_plan const& plan;
  c_scope const& scope;
  c_lines<Sink>& text;
  c_values<Sink> values;
};

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
