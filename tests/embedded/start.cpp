// SPDX-License-Identifier: BSL-1.0
// To main() on any core, once the stack pointer stands: floating point on, .data and .bss, constructors. What main()
// took of the stack is reported.
#include "semihosting.hpp"
#include "stack_paint.hpp"

#include <cstdint>

// ISO C++ forbids naming main() in a program, so start-up calls it by its symbol.
int program() asm("main");

extern "C" {

// Places, not objects: the linker script gives these names their addresses.
extern std::uint32_t data_start[], data_end[], data_load[], bss_start[], bss_end[];
extern void (*constructors_start[])();
extern void (*constructors_end[])();

// Volatile: else the compiler turns the loops into calls of memcpy and memset, before anything is set up for a call.
[[noreturn]] void start() {
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
  auto& coprocessors = *reinterpret_cast<std::uint32_t volatile*>(0xE000ED88u);  // CPACR: 10 and 11 are the FPU
  coprocessors = coprocessors | 0xFu << 20;
  asm volatile("dsb\n isb");
#endif
  for (std::uint32_t volatile *from = data_load, *to = data_start; to < data_end;) *to++ = *from++;
  for (std::uint32_t volatile* to = bss_start; to < bss_end;) *to++ = 0;
  for (auto* construct = constructors_start; construct != constructors_end; ++construct) (*construct)();
  stack_paint::spread();
  int const code = program();
  report_stack("main", stack_paint::bytes_gone());
  semihosting::exit(code);
}
}
