// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/step.hpp"
#include "tapeless/rules/cost.hpp"
#include "tapeless/show/text/formula.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace show {

/// What one kernel call computes, as a small graph of its own: its leaves are the inputs in0, in1, …, its core comes
/// first, what is fused behind it follows. Several results are called out0, out1, ….
class step_formula {
public:
  /// In the table of the step's graph a user's function has its name; without the table it is called `primitive`.
  constexpr step_formula(plan::step const& step, plan::elementwise_code const* codes,
                         graph::primitive_record const* primitives = nullptr, std::uint32_t primitive_count = 0) {
    primitive[0].identifier = name("primitive");
    for (std::uint32_t i = 0; i < primitive_count && step.chain != plan::none; ++i)
      if (primitives[i].identity == codes[step.chain].primitive_identity) primitive[0] = primitives[i];
    for (std::uint32_t i = 0; i < step.core_inputs; ++i)
      if (i == 1 && plan::has_class_as_truth(step))
        add_input(step.left, "one_hot(in", ")");
      else
        add_input(i == 0 ? step.left : i == 1 ? step.right : extents{});
    bool const with_loss = step.kind == plan::step_kind::softmax_cross_entropy && step.chain != plan::none;
    if (step.scaled) nodes[node_count++] = {.code = op::multiply, .shape = step.right, .a = 2, .b = 1};
    id const core = node_count;
    if (step.core_inputs != 0) add_core(step, with_loss ? 1 : step.core_inputs);
    if (step.chain == plan::none)
      add_result(core);
    else
      add_chain(codes[step.chain], step.shape, core);
    if (!with_loss) return;
    nodes[node_count] = {.code = op::softmax_cross_entropy, .shape = {1, 1, step.shape.batch}, .a = 0, .b = 1};
    add_result(node_count++);
  }

  /// One result is a formula, several are lines.
  constexpr void write(text_sink& sink) const {
    graph::view formulas = view();
    auto outlined = outliner<capacity>(formulas, {}).found;
    if (result_count > 1) {
      for (std::uint32_t i = 0; i < result_count; ++i) outlined.of_node[results[i]] = {naming::users, i};
      formulas.output_count = 0;
    }
    write_formulas(formulas, outlined.view(), {}, "; ", sink);
  }
  /// Of one call with a full batch; see rules/cost.hpp.
  constexpr std::uint64_t flops() const { return rules::flops_of(view()); }

private:
  static constexpr std::uint32_t most_inputs = plan::max_fused_inputs + 3;
  static constexpr std::uint32_t capacity = most_inputs + 2 * plan::max_fused_operations + 3;

  constexpr graph::view view() const {
    return {
        nodes.data(), node_count, leaves.data(),   leaf_count, results.data(), result_count, nullptr, 0, names.data(),
        result_count, 0,          primitive.data()};
  }

  constexpr void add_core(plan::step const& step, std::uint32_t operands) {
    nodes[node_count] = {.code = step.code,
                         .left_transposed = step.left_transposed,
                         .right_transposed = step.right_transposed,
                         .shape = step.shape,
                         .a = 0,
                         .b = step.scaled    ? node_count - 1
                              : operands > 1 ? 1
                                             : graph::none,
                         .detail = step.detail};
    ++node_count;
  }
  constexpr void add_chain(plan::elementwise_code const& code, extents shape, id core) {
    id const first_input = node_count;
    for (std::uint32_t i = 0; i < code.input_count; ++i)
      if ((code.classes >> i & 1u) != 0)
        add_input(shape, "one_hot(in", ")");
      else
        add_input((code.per_element >> i & 1u) != 0 ? shape : extents{});
    id const first_constant = node_count;
    for (std::uint32_t i = 0; i < code.constant_count; ++i)
      nodes[node_count++] = {.code = op::constant, .value = code.constants[i]};
    id const first_instruction = node_count;
    auto const from = [&](std::uint32_t byte) {
      if (byte >= plan::first_result) return first_instruction + byte - plan::first_result;
      if (byte >= plan::first_constant) return first_constant + byte - plan::first_constant;
      return byte == plan::core_result ? core : first_input + byte;
    };
    for (std::uint32_t i = 0; i < code.instruction_count; ++i) {
      std::uint32_t const instruction = code.instructions[i];
      node result{.code = static_cast<op>(instruction >> 24), .shape = shape};
      result.a = from(instruction >> 16 & 0xff);
      if (!is_elementwise_unary(result.code) && result.code != op::random) result.b = from(instruction >> 8 & 0xff);
      if (result.code == op::select) result.c = from(instruction & 0xff);
      nodes[node_count] = result;
      bool const is_copy = result.code == op::broadcast && result.a == core && core != first_input;
      if ((code.stored >> i & 1u) != 0) add_result(is_copy ? core : node_count);
      ++node_count;
    }
  }
  constexpr void add_result(id v) {
    names[result_count] = {numbered("out", result_count), v, 0};
    results[result_count++] = v;
  }
  constexpr void add_input(extents shape, std::string_view before = "in", std::string_view behind = {}) {
    leaves[leaf_count] = {leaf_kind::input, shape, numbered(before, leaf_count, behind)};
    nodes[node_count++] = {.code = op::leaf, .shape = shape, .leaf = leaf_count++};
  }
  static constexpr name numbered(std::string_view stem, std::uint32_t number, std::string_view behind = {}) {
    char text[16]{};
    filler sink(text);
    sink(stem, number, behind);
    return name(std::string_view(text, static_cast<std::size_t>(sink.next - text)));
  }

  std::array<node, capacity> nodes{};
  std::array<graph::leaf_info, most_inputs> leaves{};
  std::array<graph::named_node, plan::max_gathered_numbers + 1> names{};
  std::array<id, plan::max_gathered_numbers + 1> results{};
  std::uint32_t node_count = 0;
  std::uint32_t leaf_count = 0;
  std::uint32_t result_count = 0;
  std::array<graph::primitive_record, 1> primitive{};  ///< the one user's function that a chain may call
};

/// Samples that a kernel writes, for a full batch.
constexpr std::uint32_t samples_of(plan::step const& step) { return step.shape.is_batched() ? step.shape.batch : 1; }

/// Elements of input number i that a kernel reads. Labels, integers of any type, count as one element for each sample.
constexpr std::uint64_t elements_read(plan::step const& step, plan::elementwise_code const* codes, std::uint32_t i) {
  if (step.kind == plan::step_kind::one_hot || step.kind == plan::step_kind::class_index) return samples_of(step);
  if (step.kind == plan::step_kind::pack) return step.shape.total();
  if (i < step.core_inputs) return (i == 0 ? step.left : step.right).total();
  std::uint32_t const bit = i - step.core_inputs;
  if ((codes[step.chain].random >> bit & 1u) != 0) return 0;
  bool const each_sample = (codes[step.chain].per_sample >> bit & 1u) != 0;
  bool const each_element = (codes[step.chain].per_element >> bit & 1u) != 0;
  return std::uint64_t{each_element ? step.shape.size() : 1} * (each_sample ? samples_of(step) : 1);
}

/// Elements that a kernel reads and writes, for a full batch: each value once, a copy twice.
constexpr std::uint64_t elements_moved(plan::step const& step, plan::elementwise_code const* codes) {
  bool const with_loss = step.kind == plan::step_kind::softmax_cross_entropy && step.chain != plan::none;
  std::uint32_t const results = step.output_count - (with_loss ? 1u : 0u);
  std::uint64_t moved = results * std::uint64_t{step.shape.total()} + (with_loss ? samples_of(step) : 0);
  for (std::uint32_t i = 0; i < step.input_count; ++i) {
    bool known = false;
    for (std::uint32_t other = 0; other < i; ++other) known = known || step.in[other] == step.in[i];
    if (!known) moved += elements_read(step, codes, i);
  }
  return step.scratch.where == plan::space::nowhere ? moved : moved + 2 * std::uint64_t{step.left.size()};
}

}  // namespace show
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
