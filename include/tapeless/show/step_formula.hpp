// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/step.hpp"
#include "tapeless/show/fixed_text.hpp"
#include "tapeless/show/formula.hpp"

namespace tapeless::inline TAPELESS_TARGET::show {

/// What one kernel call computes, as a small graph of its own whose leaves are the inputs in0, in1, ….
class step_formula {
public:
  /// In the table of the step's graph a user's function has its name; without the table it is called `primitive`.
  constexpr step_formula(plan::step const& step, plan::elementwise_code const* codes,
                         graph::primitive_record const* primitives = nullptr, std::uint32_t primitive_count = 0) {
    primitive[0].identifier = name("primitive");
    for (std::uint32_t i = 0; i < primitive_count && step.chain != plan::none; ++i)
      if (primitives[i].identity == codes[step.chain].primitive_identity) primitive[0] = primitives[i];
    if (step.chain != plan::none && step.core_inputs == 0)
      chain(codes[step.chain], step.shape);
    else
      single(step);
  }

  template <class Sink>
  constexpr void write(Sink& sink) const {
    id const root = node_count - 1;
    graph::view const formulas{nodes.data(), node_count, leaves.data(), leaf_count, &root, 1,
                               nullptr,      0,          nullptr,       0,          0,     primitive.data()};
    auto const outlined = outliner<capacity>(formulas, {}).found;
    write_formulas(formulas, outlined.view(), {}, "; ", sink);
  }

private:
  static constexpr std::uint32_t capacity = plan::max_fused_inputs + 2 * plan::max_fused_operations;

  constexpr void chain(plan::elementwise_code const& code, extents shape) {
    for (std::uint32_t i = 0; i < code.input_count; ++i)
      add_input((code.per_element >> i & 1u) != 0 ? shape : extents{});
    for (std::uint32_t i = 0; i < code.constant_count; ++i)
      nodes[node_count++] = {.code = op::constant, .value = code.constants[i]};
    std::uint32_t const first_instruction = node_count;
    for (std::uint32_t i = 0; i < code.instruction_count; ++i) {
      std::uint32_t const instruction = code.instructions[i];
      node result{.code = static_cast<op>(instruction >> 24), .shape = shape};
      auto const from = [&](std::uint32_t byte) {
        if (byte >= plan::first_result) return first_instruction + byte - plan::first_result;
        return byte >= plan::first_constant ? code.input_count + byte - plan::first_constant : byte;
      };
      result.a = from(instruction >> 16 & 0xff);
      if (!is_elementwise_unary(result.code)) result.b = from(instruction >> 8 & 0xff);
      if (result.code == op::select) result.c = from(instruction & 0xff);
      nodes[node_count++] = result;
    }
  }
  constexpr void single(plan::step const& step) {
    add_input(step.left);
    if (step.input_count > 1) add_input(step.right);
    node result{.code = step.code,
                .left_transposed = step.left_transposed,
                .right_transposed = step.right_transposed,
                .shape = step.shape,
                .detail = step.detail};
    result.a = 0;
    if (step.input_count > 1) result.b = 1;
    nodes[node_count++] = result;
  }
  constexpr void add_input(extents shape) {
    char text[4] = {'i', 'n'};
    filler sink{text + 2};
    put_integer(leaf_count, sink);
    leaves[leaf_count] = {leaf_kind::input, shape, name(std::string_view(text, leaf_count < 10 ? 3 : 4))};
    nodes[node_count++] = {.code = op::leaf, .shape = shape, .leaf = leaf_count++};
  }

  std::array<node, capacity> nodes{};
  std::array<graph::leaf_info, plan::max_fused_inputs> leaves{};
  std::uint32_t node_count = 0;
  std::uint32_t leaf_count = 0;
  std::array<graph::primitive_record, 1> primitive{};  ///< the one user's function that a chain may call
};

}  // namespace tapeless::inline TAPELESS_TARGET::show
