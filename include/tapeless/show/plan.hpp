// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/meta/users_macros_away.hpp"

#include "tapeless/plan/plan.hpp"
#include "tapeless/run/layout.hpp"
#include "tapeless/run/verdict.hpp"
#include "tapeless/show/plan/lifetimes.hpp"
#include "tapeless/show/plan/step_formula.hpp"
#include "tapeless/train/memory_on.hpp"

/// The plan of a program as a table, one line for each kernel call in the order of the run:
///
///     step  operation          kernel  layout         why      computes               shape  batch  flops  bytes  reads    writes
///     1     product and chain  tiles   feature-minor  general  max(in0 * in1 + in2)   32x1   16     13312  1408   W, x, b  @0
///
/// Kernels are those of plan/kernel_id.hpp, and why each is chosen (plan/select.hpp); the layout is that of a batch
/// (plan/layout.hpp). `@k` is element k of the workspace, a name is where that leaf is bound, `n` the number of samples
/// of the run; `copy` is memory for a transposed matrix. Flops are those of rules/cost.hpp, bytes what the kernel reads
/// and writes, each value once and a copy twice; both are for a full batch. Below stand the totals.
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

enum class column { number, operation, kernel, layout, why, computes, shape, batch, flops, bytes, reads, writes };
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
  case plan::step_kind::class_index: return "class_index";
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
constexpr void put_operation(plan::step const& step, plan::elementwise_code const* codes, text_sink& sink) {
  if (step.scratch.where != plan::space::nowhere) sink("transpose and ");
  sink(core_name(step));
  if (has_epilogue(step, codes)) sink(" and chain");
}

constexpr std::string_view layout_name(plan::step const& step) {
  if (!step.shape.is_batched() && !step.left.is_batched()) return "-";
  return step.samples_lie == plan::layout::batch_minor ? "batch-minor" : "feature-minor";
}

constexpr void put_place(graph::view const& formulas, plan::place at, text_sink& sink) {
  if (at.where == plan::space::leaf) return sink(formulas.leaves[at.index].identifier.view());
  if (at.where == plan::space::sample_count) return sink('n');
  if (at.where == plan::space::random) return sink("stream ", at.index / 2);
  sink('@', at.index);
}

constexpr step_formula formula_of(plan::step const& step, plan_view const& plan) {
  return step_formula(step, plan.codes, plan.formulas.primitives, plan.primitive_count);
}
constexpr std::uint64_t flops_of(plan::step const& step, plan_view const& plan) {
  return plan::brings_in(step) ? 0 : formula_of(step, plan).flops();
}
constexpr std::uint64_t bytes_of(plan::step const& step, plan_view const& plan) {
  return elements_moved(step, plan.codes) * plan.element_bytes;
}

/// Labels become numbers or one-hot vectors, input matrices go from row after row to column after column; these are no
/// operations of a graph.
constexpr void put_computation(plan::step const& step, plan_view const& plan, text_sink& sink) {
  if (!plan::brings_in(step)) return formula_of(step, plan).write(sink);
  sink(core_name(step), "(in0)");
}

constexpr void put_places(plan_view const& plan, plan::place const* places, std::uint32_t count, text_sink& sink) {
  listing list{sink, ", "};
  for (std::uint32_t i = 0; i < count; ++i) {
    list.next();
    put_place(plan.formulas, places[i], sink);
  }
}

/// One cell of the table; row 0 are the headings.
constexpr void put_cell(plan_view const& plan, std::uint32_t row, column which, text_sink& sink) {
  if (row == 0) return sink(headings[static_cast<std::size_t>(which)]);
  plan::step const& step = plan.steps[row - 1];
  plan::choice_of_kernel const& chosen = plan.kernels[row - 1];
  switch (which) {
  case column::number: return sink(row);
  case column::operation: return put_operation(step, plan.codes, sink);
  case column::kernel: return sink(spelled(chosen.kernel));
  case column::layout: return sink(layout_name(step));
  case column::why: return sink(spelled(chosen.why));
  case column::computes: return put_computation(step, plan, sink);
  case column::shape: return sink(step.shape.rows, 'x', step.shape.columns);
  case column::batch: return step.shape.is_batched() ? sink(step.shape.batch) : sink('-');
  case column::flops: return sink(flops_of(step, plan));
  case column::bytes: return sink(bytes_of(step, plan));
  case column::reads: return put_places(plan, step.in.data(), step.input_count, sink);
  case column::writes: put_places(plan, step.out.data(), step.output_count, sink);
  }
  if (step.scratch.where == plan::space::nowhere) return;
  sink(", copy ");
  put_place(plan.formulas, step.scratch, sink);
}

constexpr column_widths widths_of(plan_view const& plan) {
  column_widths widths{};
  for (std::size_t c = 0; c < column_count; ++c)
    for (std::uint32_t row = 0; row <= plan.step_count; ++row) {
      counter sink;
      put_cell(plan, row, static_cast<column>(c), sink);
      if (sink.count > widths[c]) widths[c] = sink.count;
    }
  return widths;
}

/// Counts what passes, to know how much blank fills a cell.
class counting_sink final : public text_sink {
public:
  constexpr explicit counting_sink(text_sink& to) : sink(to) {}
  std::size_t count = 0;

private:
  constexpr void put(char character) override {
    sink(character);
    ++count;
  }
  text_sink& sink;
};

/// Two blanks between columns, none at the end.
constexpr void write_row(plan_view const& plan, column_widths const& widths, std::uint32_t row, text_sink& sink) {
  for (std::size_t c = 0; c < column_count; ++c) {
    counting_sink cell(sink);
    put_cell(plan, row, static_cast<column>(c), cell);
    for (std::size_t i = cell.count; c + 1 < column_count && i < widths[c] + 2; ++i) sink(' ');
  }
  sink('\n');
}

constexpr void write_plan(plan_view const& plan, column_widths const& widths, text_sink& sink) {
  for (std::uint32_t row = 0; row <= plan.step_count; ++row) write_row(plan, widths, row, sink);
  std::uint64_t flops = 0;
  std::uint64_t bytes = 0;
  for (std::uint32_t s = 0; s < plan.step_count; ++s) {
    flops += flops_of(plan.steps[s], plan);
    bytes += bytes_of(plan.steps[s], plan);
  }
  sink("work       ", flops, " flops, ", bytes, " bytes moved\n");
  auto const total = [&](std::string_view what, std::uint64_t elements) {
    sink(what, elements, " elements, ", elements * plan.element_bytes, " bytes\n");
  };
  total("workspace  ", plan.workspace_elements);
  total("parameters ", plan.parameter_elements);
  total("state      ", plan.state_elements);
  sink("elementwise kernels ", plan.code_count, '\n');
}

template <class Source, class T>
struct planned_text {
  static_assert(run::verdict<Source>::well_formed());
  static constexpr column_widths widths = widths_of(plan_of<Source, T>);
  static constexpr void write(text_sink& sink) { write_plan(plan_of<Source, T>, widths, sink); }
};

/// Writes the plan of a source (`program<…>::source`) computed with elements of type T, character by character into
/// `sink(char)`.
template <class Source, class T = float, class Sink>
void plan_report(Sink&& sink) {
  static_assert(run::verdict<Source>::well_formed());
  forward_to out(sink);
  write_plan(plan_of<Source, T>, widths_of(plan_of<Source, T>), out);
}

/// The same as a constant: `.view()`, `.data()`, `.size()`.
template <class Source, class T = float>
constexpr auto const& plan_text() {
  return text_by<planned_text<Source, T>>;
}

/// Writes which bytes of the workspace are in use from which step to which: a row for each piece, in the order in which
/// they are written. What lies there is what `plan_report` says of the step that begins the row (`@k` counts numbers).
template <class Source, class T = float, class Sink>
void lifetime_report(Sink&& sink) {
  static_assert(run::verdict<Source>::well_formed());
  forward_to out(sink);
  write_lifetimes(lifetimes_in<Source, T>, out);
}

template <targets::core const& Core, class Program>
constexpr void write_plan_on(std::string_view title, text_sink& sink) {
  using source = plan::for_target<typename Program::source, Core.kernels>;
  using element = typename Program::element;
  static_assert(run::verdict<source>::well_formed());
  sink(title, " on ", Core.name, sizeof(element) == sizeof(float) ? ", float " : ", double ",
       Core.computes(sizeof(element)), '\n');
  write_plan(plan_of<source, element>, widths_of(plan_of<source, element>), sink);
  write_lifetimes(lifetimes_in<source, element>, sink);
}
constexpr void write_memory(memory_bytes const& memory, text_sink& sink) {
  sink("memory     ", memory.total(), " bytes: parameters ", memory.parameters, ", state ", memory.state,
       ", workspace ", memory.workspace, ", hyperparameters ", memory.hyperparameters);
  if (memory.parts != 0) sink(", a step under way ", memory.parts);
  sink('\n');
  if (memory.frozen != 0) sink("flash      ", memory.frozen, " bytes of frozen parameters, read where they are\n");
  sink(
      "stack      is the compiler's: bounded and measured on linked images (scripts/test-embedded, docs/footprint.md)\n");
}

}  // namespace show

/// Writes the plan of a program, or of the steps and predictions of a trainer, as a target plans it that need not be
/// the one this is compiled for: its kernels and why, flops, the workspace by lifetime, and all RAM but the stack, byte
/// for byte what the target itself will say. `plan_report<targets::cortex_m4f>(trainer, [](char c) { … })`.
template <targets::core const& Core, class Subject, class Sink>
void plan_report(Subject const&, Sink&& sink) {
  show::forward_to out(sink);
  if constexpr (train::any_trainer<Subject>) {
    show::write_plan_on<Core, typename Subject::step_program>("step", out);
    show::write_plan_on<Core, typename Subject::predict_program>("prediction", out);
  } else {
    show::write_plan_on<Core, Subject>("program", out);
  }
  show::write_memory(memory_on<Core, Subject>, out);
}

namespace show {}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless

#include "tapeless/meta/users_macros_back.hpp"
