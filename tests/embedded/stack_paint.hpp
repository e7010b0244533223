// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <cstdint>

/// How much of the stack calls take in a run, for comparison with the bound that stack.py finds in their instructions:
///
///     stack_paint::spread();
///     f();                                              // by its symbol, from the same function
///     report_stack("f", stack_paint::bytes_gone());     // the board's line `stack of f = 0x00000048`
void report_stack(char const* function, std::uint32_t bytes);

namespace stack_paint {

#if defined(__arm__) || defined(__riscv)
extern "C" std::uint32_t bss_end[];  // a place, from the linker script: the stack may grow down to it

inline constexpr std::uint32_t color = 0x5AC3A53C;

[[gnu::always_inline]] inline std::uint32_t volatile* stack_pointer() {
  std::uint32_t volatile* pointer = nullptr;
#if defined(__arm__)
  asm volatile("mov %0, sp" : "=r"(pointer));
#else
  asm volatile("mv %0, sp" : "=r"(pointer));
#endif
  return pointer;
}

[[gnu::always_inline]] inline void spread() {
  for (std::uint32_t volatile* to = bss_end; to < stack_pointer(); ++to) *to = color;
}

/// From the stack pointer down to the deepest place that is no longer painted.
[[gnu::always_inline]] inline std::uint32_t bytes_gone() {
  std::uint32_t volatile* deepest = bss_end;
  while (deepest < stack_pointer() && *deepest == color) ++deepest;
  return static_cast<std::uint32_t>(stack_pointer() - deepest) * 4;
}
#else
inline void spread() {}
inline std::uint32_t bytes_gone() { return 0; }
#endif

}  // namespace stack_paint
