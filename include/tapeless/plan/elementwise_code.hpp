// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/plan/fusion.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// How a fused kernel reads one input: the same number for all elements or one for each; the same for all samples or
/// one for each.
struct access {
  bool per_element = false;
  bool per_sample = false;
};

/// What a fused element-wise kernel computes, as a structural value: kernels are keyed by it, so equal chains anywhere
/// share one instantiation. An instruction is op << 24 | a << 16 | b << 8 | c; an operand byte is an input, the core's
/// result (0x1f), a constant (0x20 + i) or an earlier result (0x40 + i). Packed into integers because every array
/// element is spelled out in the kernel's symbol.
struct elementwise_code {
  std::uint8_t input_count = 0;
  std::uint8_t constant_count = 0;
  std::uint8_t instruction_count = 0;
  bool batched = false;
  std::uint32_t per_element = 0;  ///< bit i: input i has one number for each element
  std::uint32_t per_sample = 0;   ///< bit i: input i has one number for each sample
  std::uint32_t stored = 0;       ///< bit i: result i goes to memory
  std::uint32_t instructions[max_fused_operations]{};
  double constants[max_fused_operations]{};
  // What is mostly zero comes last: compilers leave trailing zeros out of the names of kernels.
  std::uint16_t room_behind_input = 0;   ///< bit i: input i lies alone, with room up to a whole vector (memory.hpp)
  std::uint16_t room_behind_result = 0;  ///< bit i: the i-th result that is stored does
  std::uint16_t in_place = 0;  ///< 4 bits for each result that is stored: 1 + the input whose place it takes, or 0
  graph::primitive_values const* primitive = nullptr;  ///< the one user's function that a chain may call
  std::uint64_t primitive_identity = 0;
  std::uint16_t random = 0;   ///< bit i: input i is a stream of random numbers, which its instruction hands on
  std::uint16_t classes = 0;  ///< bit i: input i is the class of a label, and stands for its one-hot vector
  std::uint32_t leading_dimension = 0;  ///< of a matrix of random numbers: elements are counted row after row …
  std::uint32_t columns = 0;            ///< … and lie column after column

  /// By identity and not by address: comparing addresses of templated entities is no constant expression under
  /// -fsanitize=undefined.
  friend constexpr bool operator==(elementwise_code const& x, elementwise_code const& y) {
    if (x.input_count != y.input_count || x.constant_count != y.constant_count || x.batched != y.batched ||
        x.instruction_count != y.instruction_count || x.per_element != y.per_element || x.per_sample != y.per_sample ||
        x.stored != y.stored || x.room_behind_input != y.room_behind_input ||
        x.room_behind_result != y.room_behind_result || x.in_place != y.in_place ||
        x.primitive_identity != y.primitive_identity || x.random != y.random || x.classes != y.classes ||
        x.leading_dimension != y.leading_dimension || x.columns != y.columns)
      return false;
    for (std::uint32_t i = 0; i < max_fused_operations; ++i)
      if (x.instructions[i] != y.instructions[i] || x.constants[i] != y.constants[i]) return false;
    return true;
  }
};

inline constexpr std::uint8_t core_result = 0x1f;
inline constexpr std::uint8_t first_constant = 0x20;
inline constexpr std::uint8_t first_result = 0x40;

/// The code of the chain rooted at a node and the nodes it reads, inputs in order of first use.
struct compiled_chain {
  elementwise_code code{};
  std::array<id, max_fused_inputs> inputs{};
};

class chain_compiler {
public:
  /// `by_class`, of each node: fusion::by_class.
  constexpr chain_compiler(graph::view const& graph, id root, bool const* labels_by_class, id core_of_group = none)
      : g(graph), shape(graph[root].shape), by_class(labels_by_class), core(core_of_group) {
    chain.code.batched = shape.is_batched();
  }

  /// Adds one node of the chain; operands that belong to the chain come first.
  constexpr void add(id v, bool stored) {
    if (v == core) return;
    node const& n = g[v];
    if (n.code == op::random) return emit(v, static_cast<std::uint32_t>(n.code) << 24 | stream_byte(v) << 16, stored);
    std::uint32_t const a = n.a == none ? 0 : operand_byte(n.a);
    std::uint32_t const b = n.b == none ? 0 : operand_byte(n.b);
    std::uint32_t const c = n.c == none ? 0 : operand_byte(n.c);
    if (is_user_primitive(n.code)) {
      chain.code.primitive = g.primitives[n.primitive()].values;
      chain.code.primitive_identity = g.primitives[n.primitive()].identity;
    }
    emit(v, static_cast<std::uint32_t>(n.code) << 24 | a << 16 | b << 8 | c, stored);
  }
  /// A plain copy of the core's result, or of a node computed elsewhere.
  constexpr void add_copy(id v) {
    emit(none, static_cast<std::uint32_t>(op::broadcast) << 24 | operand_byte(v) << 16, true);
  }

  constexpr compiled_chain const& result() const { return chain; }

private:
  constexpr void emit(id v, std::uint32_t instruction, bool stored) {
    members.push_back(v);
    if (stored) chain.code.stored |= 1u << chain.code.instruction_count;
    chain.code.instructions[chain.code.instruction_count++] = instruction;
  }
  constexpr std::uint32_t operand_byte(id v) {
    if (v == core) return core_result;
    for (std::uint32_t i = 0; i < members.size(); ++i)
      if (members[i] == v) return first_result + i;
    if (g[v].code == op::constant) return constant_byte(g[v].value);
    for (std::uint32_t i = 0; i < chain.code.input_count; ++i)
      if (chain.inputs[i] == v) return i;
    return new_input(v);
  }
  constexpr std::uint32_t new_input(id v) {
    std::uint32_t const bit = 1u << chain.code.input_count;
    if (by_class[v])
      chain.code.classes = static_cast<std::uint16_t>(chain.code.classes | bit);
    else if (same_matrix(g[v].shape, shape))
      chain.code.per_element |= bit;
    if (g[v].shape.is_batched()) chain.code.per_sample |= bit;
    chain.inputs[chain.code.input_count] = v;
    return chain.code.input_count++;
  }
  constexpr std::uint32_t stream_byte(id v) {
    std::uint32_t const input = new_input(v);
    chain.code.random = static_cast<std::uint16_t>(chain.code.random | 1u << input);
    if (g[v].shape.rows != 1 && g[v].shape.columns != 1) chain.code.columns = shape.columns;
    return input;
  }
  constexpr std::uint32_t constant_byte(double value) {
    for (std::uint32_t i = 0; i < chain.code.constant_count; ++i)
      if (__builtin_bit_cast(std::uint64_t, chain.code.constants[i]) == __builtin_bit_cast(std::uint64_t, value))
        return first_constant + i;
    chain.code.constants[chain.code.constant_count] = value;
    return std::uint32_t{first_constant} + chain.code.constant_count++;
  }

  graph::view g;
  extents shape;
  bool const* by_class;
  id core;
  meta::list<id> members;
  compiled_chain chain{};
};

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
