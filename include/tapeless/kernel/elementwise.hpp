// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tapeless/kernel/operand.hpp"
#include "tapeless/kernel/pack.hpp"
#include "tapeless/plan/elementwise_code.hpp"
#include "tapeless/rules/scalar_value.hpp"

#include <utility>

namespace tapeless::inline TAPELESS_TARGET::kernel {

/// One element of a fused chain, or a pack of elements: inputs, constants and results in registers. A function object whose call operator
/// is always inlined, because always_inline on a kernel does not reach the function objects it is given.
template <class V, plan::elementwise_code Code>
struct chain {
  using element = math::element_t<V>;
  static constexpr std::uint32_t inputs = Code.input_count;
  static constexpr std::uint32_t results = Code.instruction_count;

  [[gnu::always_inline]] constexpr V operator()(V const (&input)[inputs + 1]) const {
    V result[results]{};
    [&]<std::uint32_t... I>(std::integer_sequence<std::uint32_t, I...>) __attribute__((always_inline)) {
      ((result[I] = compute<I>(input, result)), ...);
    }
    (std::make_integer_sequence<std::uint32_t, results>{});
    return result[results - 1];
  }

private:
  template <std::uint32_t Byte>
  [[gnu::always_inline]] static constexpr V fetch(V const (&input)[inputs + 1], V const (&result)[results]) {
    if constexpr (Byte >= plan::first_result) {
      return result[Byte - plan::first_result];
    } else if constexpr (Byte >= plan::first_constant) {
      // as a constant: clang (14 to 19) emits zeros where code at run time reads a double inside an array of a template argument
      constexpr element constant = static_cast<element>(Code.constants[Byte - plan::first_constant]);
      return V(constant);
    } else {
      return input[Byte];
    }
  }
  template <std::uint32_t I>
  [[gnu::always_inline]] static constexpr V compute(V const (&input)[inputs + 1], V const (&result)[results]) {
    constexpr std::uint32_t word = Code.instructions[I];
    constexpr op code = static_cast<op>(word >> 24);
    V const a = fetch<(word >> 16) & 0xff>(input, result);
    if constexpr (is_user_primitive(code)) {
      return call_primitive(a, fetch<(code == op::binary_primitive ? word >> 8 : word >> 16) & 0xff>(input, result));
    } else if constexpr (is_elementwise_unary(code)) {
      return rules::value<code>(a);
    } else if constexpr (is_elementwise_binary(code)) {
      return rules::value<code>(a, fetch<(word >> 8) & 0xff>(input, result));
    } else {
      return rules::value<code>(a, fetch<(word >> 8) & 0xff>(input, result), fetch<word & 0xff>(input, result));
    }
  }
  /// A user's function takes one number at a time.
  [[gnu::always_inline]] static constexpr V call_primitive(V a, V b) {
    constexpr graph::primitive_values values = *Code.primitive;
    if constexpr (std::floating_point<V>) {
      return values(a, b);
    } else {
      for (std::uint32_t i = 0; i < V::size; ++i) a.v[i] = values(a.v[i], b.v[i]);
      return a;
    }
  }
};

/// The elements of one sample: whole packs, and what is left over through a buffer, so that nothing outside is touched.
template <class T, plan::elementwise_code Code>
struct elementwise_line {
  static constexpr std::uint32_t inputs = Code.input_count;
  static constexpr std::uint32_t width = register_width<T>;
  using numbers = pack<T, width>;
  static constexpr bool is_per_element(std::uint32_t i) { return (Code.per_element >> i & 1u) != 0; }

  [[gnu::always_inline]] static void run(T* to, T const* const (&from)[inputs + 1], std::uint32_t size) {
    std::uint32_t e = 0;
    for (; e + width <= size; e += width) {
      numbers input[inputs + 1]{};
      for (std::uint32_t i = 0; i < inputs; ++i)
        input[i] = is_per_element(i) ? numbers::load(from[i] + e) : numbers(*from[i]);
      chain<numbers, Code>{}(input).store(to + e);
    }
    if (e < size) rest(to, from, e, size - e);
  }

private:
  [[gnu::always_inline]] static void rest(T* to, T const* const (&from)[inputs + 1], std::uint32_t first,
                                          std::uint32_t count) {
    T buffer[width]{};
    numbers input[inputs + 1]{};
    for (std::uint32_t i = 0; i < inputs; ++i) {
      if (is_per_element(i)) __builtin_memcpy(buffer, from[i] + first, count * sizeof(T));
      input[i] = is_per_element(i) ? numbers::load(buffer) : numbers(*from[i]);
    }
    chain<numbers, Code>{}(input).store(buffer);
    __builtin_memcpy(to + first, buffer, count * sizeof(T));
  }
};
template <class T, plan::elementwise_code Code>
  requires(register_width<T> == 1)
struct elementwise_line<T, Code> {
  static constexpr std::uint32_t inputs = Code.input_count;

  [[gnu::always_inline]] static void run(T* to, T const* const (&from)[inputs + 1], std::uint32_t size) {
    for (std::uint32_t e = 0; e < size; ++e) {
      T input[inputs + 1]{};
      for (std::uint32_t i = 0; i < inputs; ++i) input[i] = from[i][(Code.per_element >> i & 1u) != 0 ? e : 0];
      to[e] = chain<T, Code>{}(input);
    }
  }
};

/// Whether the samples of everything that has one number for each element lie one after the other, and all else is the same for all
/// samples: then all samples are one line.
template <plan::elementwise_code Code, class T>
constexpr bool is_one_line(operand<T> const (&in)[Code.input_count + 1], std::uint32_t size) {
  for (std::uint32_t i = 0; i < Code.input_count; ++i) {
    bool const per_element = (Code.per_element >> i & 1u) != 0;
    bool const per_sample = (Code.per_sample >> i & 1u) != 0;
    if (per_element != per_sample) return false;
    if (per_element && (in[i].index != nullptr || in[i].stride != static_cast<std::ptrdiff_t>(size))) return false;
  }
  return true;
}

/// out[s][e] = chain(inputs[s][e]) for all samples and elements. `out` may be one of the inputs that have one number for each element.
template <class T, plan::elementwise_code Code>
[[gnu::flatten]] void elementwise(target<T> out, operand<T> const (&in)[Code.input_count + 1], std::uint32_t size,
                                  std::uint32_t samples) {
  constexpr std::uint32_t inputs = Code.input_count;
  if (samples > 1 && is_one_line<Code>(in, size)) {
    size *= samples;
    samples = 1;
  }
  for (std::uint32_t s = 0; s < samples; ++s) {
    T const* from[inputs + 1]{};
    for (std::uint32_t i = 0; i < inputs; ++i) from[i] = in[i].sample((Code.per_sample >> i & 1u) != 0 ? s : 0);
    elementwise_line<T, Code>::run(out.sample(s), from, size);
  }
}

}  // namespace tapeless::inline TAPELESS_TARGET::kernel
