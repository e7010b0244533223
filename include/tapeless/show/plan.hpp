// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/plan.hpp"
#include "tapeless/run/layout.hpp"
#include "tapeless/run/verdict.hpp"
#include "tapeless/show/fixed_text.hpp"
#include "tapeless/show/step_formula.hpp"
#include "tapeless/show/step_work.hpp"

/// The plan of a program as a table, one line for each kernel call in the order of the run:
///
///     step  operation          kernel  layout         why      computes               shape  batch  flops  bytes  reads    writes
///     1     product and chain  tiles   feature-minor  general  max(in0 * in1 + in2)   32x1   16     13312  1408   W, x, b  @0
///
/// Kernels are those of plan/kernel_id.hpp, and why each is chosen (plan/select.hpp); the layout is that of a batch (plan/layout.hpp).
/// `@k` is element k of the workspace, a name is where that leaf is bound, `n` the number of samples of the run; `copy` is memory for
/// a transposed matrix. Flops are those of rules/cost.hpp, bytes what the kernel reads and writes, each value once and a copy twice;
/// both are for a full batch. Below stand the totals.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// What a report tells, without the types of the program.
struct plan_view {
  graph::view formulas;
  plan::step const* steps;
  plan::choice_of_kernel const* kernels;  ///< of the steps
  std::uint32_t step_count;
  plan::elementwise_code const* codes;
  std::uint32_t code_count;
  std::uint64_t workspace_elements;
  std::uint64_t parameter_elements;
  std::uint64_t state_elements;
  std::size_t element_bytes;
  std::uint32_t primitive_count;
};

template <class Source, class T>
inline constexpr plan_view plan_of = {
    graph::view_of(rules::lowered<Source>),
    plan::planned<Source>::table.steps.data(),
    plan::selected<Source, T>.data(),
    plan::planned<Source>::step_count,
    plan::planned<Source>::table.codes.data(),
    static_cast<std::uint32_t>(plan::planned<Source>::table.codes.size()),
    plan::planned<Source>::memory.workspace_elements,
    run::layout<Source, leaf_kind::parameter>::table.elements,
    run::layout<Source, leaf_kind::state>::table.elements,
    sizeof(T),
    rules::lowered<Source>.size.primitives,
};

enum class column : std::uint8_t {
  number,
  operation,
  kernel,
  layout,
  why,
  computes,
  shape,
  batch,
  flops,
  bytes,
  reads,
  writes
};
inline constexpr std::size_t column_count = 12;
inline constexpr std::array<std::string_view, column_count> headings = {
    "step", "operation", "kernel", "layout", "why", "computes", "shape", "batch", "flops", "bytes", "reads", "writes"};
using column_widths = std::array<std::size_t, column_count>;

constexpr std::string_view core_name(plan::step const& step) {
  switch (step.kind) {
  case plan::step_kind::elementwise: return "elementwise";
  case plan::step_kind::product: return step.code == op::batch_product_sum ? "batch_product_sum" : "product";
  case plan::step_kind::softmax_cross_entropy:
    return step.chain == plan::none ? "softmax_cross_entropy" : "softmax and cross_entropy";
  case plan::step_kind::one_hot: return "one_hot";
  case plan::step_kind::pack: return "pack";
  case plan::step_kind::reduce:
  case plan::step_kind::normalize:
  case plan::step_kind::batch_sum:
  case plan::step_kind::reference: break;
  }
  return function_name(step.code);
}
/// Whether element-wise operations are fused behind the core, and not only its result is stored.
constexpr bool has_epilogue(plan::step const& step, plan::elementwise_code const* codes) {
  if (step.core_inputs == 0 || step.chain == plan::none) return false;
  plan::elementwise_code const& code = codes[step.chain];
  return code.instruction_count > 1 || static_cast<op>(code.instructions[0] >> 24) != op::broadcast;
}
template <class Sink>
constexpr void put_operation(plan::step const& step, plan::elementwise_code const* codes, Sink& sink) {
  if (step.scratch.where != plan::space::nowhere) put("transpose and ", sink);
  put(core_name(step), sink);
  if (has_epilogue(step, codes)) put(" and chain", sink);
}

constexpr std::string_view layout_name(plan::step const& step) {
  if (!step.shape.is_batched() && !step.left.is_batched()) return "-";
  return step.samples_lie == plan::layout::batch_minor ? "batch-minor" : "feature-minor";
}

template <class Sink>
constexpr void put_place(graph::view const& formulas, plan::place at, Sink& sink) {
  if (at.where == plan::space::leaf) return put(formulas.leaves[at.index].identifier.view(), sink);
  if (at.where == plan::space::sample_count) return sink('n');
  sink('@');
  put_integer(at.index, sink);
}

constexpr bool is_brought_in(plan::step const& step) {
  return step.kind == plan::step_kind::one_hot || step.kind == plan::step_kind::pack;
}
constexpr step_formula formula_of(plan::step const& step, plan_view const& plan) {
  return step_formula(step, plan.codes, plan.formulas.primitives, plan.primitive_count);
}
constexpr std::uint64_t flops_of(plan::step const& step, plan_view const& plan) {
  return is_brought_in(step) ? 0 : formula_of(step, plan).flops();
}
constexpr std::uint64_t bytes_of(plan::step const& step, plan_view const& plan) {
  return elements_moved(step, plan.codes) * plan.element_bytes;
}

/// Labels become one-hot vectors, input matrices go from row after row to column after column; these two are no
/// operations of a graph.
template <class Sink>
constexpr void put_computation(plan::step const& step, plan_view const& plan, Sink& sink) {
  if (!is_brought_in(step)) return formula_of(step, plan).write(sink);
  put(core_name(step), sink);
  put("(in0)", sink);
}

template <class Sink>
constexpr void put_places(plan_view const& plan, plan::place const* places, std::uint32_t count, Sink& sink) {
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i != 0) put(", ", sink);
    put_place(plan.formulas, places[i], sink);
  }
}

/// One cell of the table.
template <class Sink>
constexpr void put_cell(plan_view const& plan, std::uint32_t row, column which, Sink& sink) {
  plan::step const& step = plan.steps[row];
  switch (which) {
  case column::number: return put_integer(row + 1, sink);
  case column::operation: return put_operation(step, plan.codes, sink);
  case column::kernel: return put(spelled(plan.kernels[row].kernel), sink);
  case column::layout: return put(layout_name(step), sink);
  case column::why: return put(spelled(plan.kernels[row].why), sink);
  case column::computes: return put_computation(step, plan, sink);
  case column::shape:
    put_integer(step.shape.rows, sink);
    sink('x');
    return put_integer(step.shape.columns, sink);
  case column::batch: return step.shape.is_batched() ? put_integer(step.shape.batch, sink) : sink('-');
  case column::flops: return put_integer(flops_of(step, plan), sink);
  case column::bytes: return put_integer(bytes_of(step, plan), sink);
  case column::reads: return put_places(plan, step.in.data(), step.input_count, sink);
  case column::writes: put_places(plan, step.out.data(), step.output_count, sink);
  }
  if (step.scratch.where == plan::space::nowhere) return;
  put(", copy ", sink);
  put_place(plan.formulas, step.scratch, sink);
}

constexpr column_widths widths_of(plan_view const& plan) {
  column_widths widths{};
  for (std::size_t c = 0; c < column_count; ++c) {
    widths[c] = headings[c].size();
    for (std::uint32_t row = 0; row < plan.step_count; ++row) {
      counter sink;
      put_cell(plan, row, static_cast<column>(c), sink);
      if (sink.count > widths[c]) widths[c] = sink.count;
    }
  }
  return widths;
}

/// Counts what passes, to know how much blank fills a cell.
template <class Sink>
struct counting_sink {
  Sink& sink;
  std::size_t count = 0;
  constexpr void operator()(char character) {
    sink(character);
    ++count;
  }
};

/// One line: `put_one(column, sink)` writes each cell; two blanks between columns, none at the end.
template <class PutOne, class Sink>
constexpr void write_row(column_widths const& widths, PutOne const& put_one, Sink& sink) {
  for (std::size_t c = 0; c < column_count; ++c) {
    counting_sink<Sink> cell{sink};
    put_one(static_cast<column>(c), cell);
    for (std::size_t i = cell.count; c + 1 < column_count && i < widths[c] + 2; ++i) sink(' ');
  }
  sink('\n');
}

template <class Sink>
constexpr void write_total(std::string_view what, std::uint64_t elements, std::size_t element_bytes, Sink& sink) {
  put(what, sink);
  put_integer(elements, sink);
  put(" elements, ", sink);
  put_integer(elements * element_bytes, sink);
  put(" bytes\n", sink);
}

template <class Sink>
constexpr void write_work(plan_view const& plan, Sink& sink) {
  std::uint64_t flops = 0;
  std::uint64_t bytes = 0;
  for (std::uint32_t row = 0; row < plan.step_count; ++row) {
    flops += flops_of(plan.steps[row], plan);
    bytes += bytes_of(plan.steps[row], plan);
  }
  put("work       ", sink);
  put_integer(flops, sink);
  put(" flops, ", sink);
  put_integer(bytes, sink);
  put(" bytes moved\n", sink);
}

template <class Sink>
constexpr void write_plan(plan_view const& plan, column_widths const& widths, Sink& sink) {
  write_row(
      widths, [](column which, auto& cell) { put(headings[static_cast<std::size_t>(which)], cell); }, sink);
  for (std::uint32_t row = 0; row < plan.step_count; ++row)
    write_row(
        widths, [&](column which, auto& cell) { put_cell(plan, row, which, cell); }, sink);
  write_work(plan, sink);
  write_total("workspace  ", plan.workspace_elements, plan.element_bytes, sink);
  write_total("parameters ", plan.parameter_elements, plan.element_bytes, sink);
  write_total("state      ", plan.state_elements, plan.element_bytes, sink);
  put("elementwise kernels ", sink);
  put_integer(plan.code_count, sink);
  sink('\n');
}

/// Writes the plan of a source (`program<…>::source`) computed with elements of type T, character by character into
/// `sink(char)`.
template <class Source, class T = float, class Sink>
void plan_report(Sink&& sink) {
  static_assert(run::verdict<Source>::well_formed());
  write_plan(plan_of<Source, T>, widths_of(plan_of<Source, T>), sink);
}

template <class Source, class T>
struct planned_text {
  static_assert(run::verdict<Source>::well_formed());
  static constexpr column_widths widths = widths_of(plan_of<Source, T>);
  template <class Sink>
  static constexpr void write(Sink& sink) {
    write_plan(plan_of<Source, T>, widths, sink);
  }
};

/// The same as a constant: `.view()`, `.data()`, `.size()`.
template <class Source, class T = float>
constexpr auto const& plan_text() {
  return text_by<planned_text<Source, T>>;
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
