// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"
#include "tapeless/plan/elementwise_code.hpp"
#include "tapeless/rules/scalar_value.hpp"

#include <utility>

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// One element of a fused chain: inputs, constants and results in registers. A function object whose call operator is always inlined,
/// because always_inline on a kernel does not reach the function objects it is given.
template <class T, plan::elementwise_code Code>
struct chain {
  static constexpr std::uint32_t inputs = Code.input_count;
  static constexpr std::uint32_t results = Code.instruction_count;

  [[gnu::always_inline]] constexpr T operator()(T const (&input)[inputs + 1]) const {
    T result[results]{};
    [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) __attribute__((always_inline)) {
      ((result[I] = compute<I>(input, result)), ...);
    }
    (std::make_integer_sequence<std::uint32_t, results>{});
    return result[results - 1];
  }

private:
  template <std::uint32_t Byte>
  [[gnu::always_inline]] static constexpr T fetch(T const (&input)[inputs + 1], T const (&result)[results]) {
    if constexpr (Byte >= plan::first_result) {
      return result[Byte - plan::first_result];
    } else if constexpr (Byte >= plan::first_constant) {
      // as a constant: clang (14 to 19) emits zeros where code at run time reads a double inside an array of a template argument
      constexpr T constant = static_cast<T>(Code.constants[Byte - plan::first_constant]);
      return constant;
    } else {
      return input[Byte];
    }
  }
  template <std::uint32_t I>
  [[gnu::always_inline]] static constexpr T compute(T const (&input)[inputs + 1], T const (&result)[results]) {
    constexpr std::uint32_t word = Code.instructions[I];
    constexpr op code = static_cast<op>(word >> 24);
    T const a = fetch<(word >> 16) & 0xff>(input, result);
    if constexpr (is_user_primitive(code)) {
      constexpr graph::primitive_values values = *Code.primitive;
      return values(a, fetch<(code == op::binary_primitive ? word >> 8 : word >> 16) & 0xff>(input, result));
    } else if constexpr (is_elementwise_unary(code)) {
      return rules::value<code>(a);
    } else if constexpr (is_elementwise_binary(code)) {
      return rules::value<code>(a, fetch<(word >> 8) & 0xff>(input, result));
    } else {
      return rules::value<code>(a, fetch<(word >> 8) & 0xff>(input, result), fetch<word & 0xff>(input, result));
    }
  }
};

/// out[s][e] = chain(inputs[s][e]) for all samples and elements. `out` may be one of the inputs that have one number for each element.
template <class T, plan::elementwise_code Code>
void elementwise(target<T> out, operand<T> const (&in)[Code.input_count + 1], std::uint32_t size,
                 std::uint32_t samples) {
  constexpr std::uint32_t inputs = Code.input_count;
  constexpr std::uint32_t per_sample = Code.per_sample;
  constexpr std::uint32_t per_element = Code.per_element;
  for (std::uint32_t s = 0; s < samples; ++s) {
    T const* from[inputs + 1]{};
    for (std::uint32_t i = 0; i < inputs; ++i) from[i] = in[i].sample((per_sample >> i & 1u) != 0 ? s : 0);
    T* const to = out.sample(s);
    for (std::uint32_t e = 0; e < size; ++e) {
      T input[inputs + 1]{};
      for (std::uint32_t i = 0; i < inputs; ++i) input[i] = from[i][(per_element >> i & 1u) != 0 ? e : 0];
      to[e] = chain<T, Code>{}(input);
    }
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
