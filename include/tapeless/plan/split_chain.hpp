// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/ops/records.hpp"
#include "tapeless/plan/elementwise_code.hpp"

#include <bit>

/// A chain in two parts: what belongs to an element (its bias), and behind it elementary functions of the one number
/// that this makes.
namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace plan {

/// Whether copies of a chain cost more than a loop.
constexpr bool is_expensive(elementwise_code const& code) {
  std::uint32_t flops = 0;
  for (std::uint32_t i = 0; i < code.instruction_count; ++i)
    flops += ops::entry_of(static_cast<op>(code.instructions[i] >> 24)).flops;
  return flops > most_flops_of_a_tile || code.primitive_identity != 0;
}

/// Whether the instructions from number `first` on use nothing but the result before them, constants, and each other.
constexpr bool is_function_from(elementwise_code const& code, std::uint32_t first) {
  for (std::uint32_t i = first; i < code.instruction_count; ++i) {
    auto const operation = static_cast<op>(code.instructions[i] >> 24);
    std::uint32_t const count = is_elementwise_unary(operation) || operation == op::random ? 1
                                : operation == op::select                                  ? 3
                                                                                           : 2;
    for (std::uint32_t nth = 0; nth < count; ++nth) {
      std::uint32_t const byte = code.instructions[i] >> (16 - 8 * nth) & 0xff;
      bool const is_inside = byte >= first_result && byte - first_result + 1 >= first;
      bool const is_core = first == 0 && byte == core_result;
      if (!is_inside && !is_core && (byte < first_constant || byte >= first_result)) return false;
    }
  }
  return true;
}

/// Where the second part begins, or the number of instructions if it would be empty, or the first part not cheap.
constexpr std::uint32_t function_begins(elementwise_code const& code) {
  std::uint32_t flops = 0;
  for (std::uint32_t first = 0; first < code.instruction_count; ++first) {
    if (code.primitive_identity != 0 || flops > most_flops_of_a_tile) break;
    if (is_function_from(code, first)) return first;
    flops += ops::entry_of(static_cast<op>(code.instructions[first] >> 24)).flops;
  }
  return code.instruction_count;
}

/// The first part: all inputs, one result. If it is empty, the core's result.
constexpr elementwise_code before_function(elementwise_code code, std::uint32_t begin) {
  for (std::uint32_t i = begin; i < code.instruction_count; ++i) code.instructions[i] = 0;
  code.instruction_count = static_cast<std::uint8_t>(begin);
  if (begin == 0) {
    code.instructions[0] = static_cast<std::uint32_t>(op::broadcast) << 24 | std::uint32_t{core_result} << 16;
    code.instruction_count = 1;
  }
  code.stored = 1u << (code.instruction_count - 1u);
  return code;
}
/// The second part, whose core is the result of the first.
constexpr elementwise_code function_of(elementwise_code const& code, std::uint32_t begin) {
  elementwise_code made{};
  made.batched = code.batched;
  made.constant_count = code.constant_count;
  for (std::uint32_t c = 0; c < code.constant_count; ++c) made.constants[c] = code.constants[c];
  made.stored = code.stored >> begin;
  for (std::uint32_t i = begin; i < code.instruction_count; ++i) {
    std::uint32_t instruction = code.instructions[i] & 0xff000000u;
    for (std::uint32_t shift = 0; shift <= 16; shift += 8) {
      std::uint32_t byte = code.instructions[i] >> shift & 0xff;
      if (byte >= first_result) byte = byte + 1 == first_result + begin ? core_result : byte - begin;
      instruction |= byte << shift;
    }
    made.instructions[made.instruction_count++] = instruction;
  }
  return made;
}

/// Whether a chain ends with elementary functions of one number, and its result lies where no input does: none has a
/// number for each element of each sample.
constexpr bool functions_can_follow(elementwise_code const& code) {
  return is_expensive(code) && std::has_single_bit(code.stored) && code.batched &&
         (code.per_element & code.per_sample) == 0 && function_begins(code) < code.instruction_count;
}

}  // namespace plan
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
