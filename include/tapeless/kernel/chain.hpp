// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/elementary.hpp"
#include "tapeless/kernel/lanes.hpp"
#include "tapeless/plan/split_chain.hpp"
#include "tapeless/target/force_inline.hpp"

namespace tapeless {
inline namespace TAPELESS_TARGET {
namespace kernel {

using plan::is_expensive;

/// The instruction whose result is stored as number `which`.
constexpr std::uint32_t stored_result(plan::elementwise_code const& code, std::uint32_t which) {
  std::uint32_t rest = code.stored;
  for (; which > 0; --which) rest &= rest - 1;
  return static_cast<std::uint32_t>(std::countr_zero(rest));
}

/// A fused chain at one element, or at a vector of elements: the core's result, inputs, constants and results in
/// registers. A function object whose call operator is always inlined, because always_inline on a kernel does not reach
/// the function objects it is given.
template <class V, plan::elementwise_code Code>
struct chain {
  using element = math::element_t<V>;
  static constexpr std::uint32_t inputs = Code.input_count;
  static constexpr std::uint32_t results = Code.instruction_count;

  V result[results];

  TAPELESS_FORCE_INLINE constexpr chain(V const& core, V const (&given)[inputs + 1]) : result{} {
    unroll<results>([&]<std::uint32_t I>() TAPELESS_FORCE_INLINE { result[I] = compute<I>(core, given); });
  }
  TAPELESS_FORCE_INLINE constexpr V last() const { return result[results - 1]; }

  /// Whether the chain calls a function.
  static constexpr bool calls() {
    for (std::uint32_t i = 0; i < results; ++i)
      if (op const code = static_cast<op>(Code.instructions[i] >> 24); is_called(code) || is_user_primitive(code))
        return targets::current.prefers_small_code;
    return false;
  }

private:
  template <std::uint32_t Byte>
  TAPELESS_FORCE_INLINE constexpr V fetch(V const& core, V const (&input)[inputs + 1]) const {
    if constexpr (Byte >= plan::first_result) {
      return result[Byte - plan::first_result];
    } else if constexpr (Byte >= plan::first_constant) {
      // as a constant: clang (14 to 19) emits zeros where code at run time reads a double inside an array of a template
      // argument
      constexpr element constant = static_cast<element>(Code.constants[Byte - plan::first_constant]);
      return V(constant);
    } else if constexpr (Byte == plan::core_result) {
      return core;
    } else {
      return input[Byte];
    }
  }
  template <std::uint32_t I>
  TAPELESS_FORCE_INLINE constexpr V compute(V const& core, V const (&input)[inputs + 1]) const {
    constexpr std::uint32_t word = Code.instructions[I];
    constexpr op code = static_cast<op>(word >> 24);
    V const a = fetch<(word >> 16) & 0xff>(core, input);
    if constexpr (is_user_primitive(code)) {
      return call_primitive(a, fetch<(code == op::binary_primitive ? word >> 8 : word >> 16) & 0xff>(core, input));
    } else if constexpr (code == op::random) {
      return a;  // computed for this place already, as all inputs are read
    } else if constexpr (is_elementwise_unary(code)) {
      return value<code>(a);
    } else if constexpr (is_elementwise_binary(code)) {
      return value<code>(a, fetch<(word >> 8) & 0xff>(core, input));
    } else {
      return value<code>(a, fetch<(word >> 8) & 0xff>(core, input), fetch<word & 0xff>(core, input));
    }
  }
  /// A user's function takes one number at a time.
  TAPELESS_FORCE_INLINE static constexpr V call_primitive(V a, V b) {
    constexpr graph::primitive_values values = *Code.primitive;
    if constexpr (std::floating_point<V>) {
      return values(a, b);
    } else {
      for (std::size_t i = 0; i < V::size; ++i) a.v[i] = values(a.v[i], b.v[i]);
      return a;
    }
  }
};

}  // namespace kernel
}  // namespace TAPELESS_TARGET
}  // namespace tapeless
