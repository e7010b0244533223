// SPDX-License-Identifier: BSL-1.0
// From reset to main() on any Cortex-M: vectors, floating point on, .data and .bss, constructors.
#include "semihosting.hpp"

#include <cstdint>

// ISO C++ forbids naming main() in a program, so start-up calls it by its symbol.
int program() asm("main");

extern "C" {

// Places, not objects: the linker script gives these names their addresses.
extern std::uint32_t stack_top[], data_start[], data_end[], data_load[], bss_start[], bss_end[];
extern void (*constructors_start[])();
extern void (*constructors_end[])();

/// Exit code of a program that faulted; the number of the exception stands in the text.
constexpr int fault_exit_code = 99;

[[noreturn]] void fault_handler() {
  std::uint32_t exception = 0;
  asm volatile("mrs %0, ipsr" : "=r"(exception));
  char text[] = "fault: exception 00\n";  // 3 HardFault, 4 MemManage, 5 BusFault, 6 UsageFault
  text[17] = static_cast<char>('0' + exception / 10 % 10);
  text[18] = static_cast<char>('0' + exception % 10);
  semihosting::write(text);
  semihosting::exit(fault_exit_code);
}

// Without the attribute GCC turns the loops into calls of memcpy and memset, before anything is set up for a call.
[[noreturn]] __attribute__((optimize("no-tree-loop-distribute-patterns"))) void reset_handler() {
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
  *reinterpret_cast<std::uint32_t volatile*>(0xE000ED88u) |= 0xFu << 20;  // CPACR: coprocessors 10 and 11 are the FPU
  asm volatile("dsb\n isb");
#endif
  for (std::uint32_t *from = data_load, *to = data_start; to < data_end;) *to++ = *from++;
  for (std::uint32_t* to = bss_start; to < bss_end;) *to++ = 0;
  for (auto* construct = constructors_start; construct != constructors_end; ++construct) (*construct)();
  semihosting::exit(program());
}

__attribute__((section(".vectors"), used)) void* const vectors[16] = {
    stack_top,
    reinterpret_cast<void*>(&reset_handler),
    reinterpret_cast<void*>(&fault_handler),  // NMI
    reinterpret_cast<void*>(&fault_handler),  // HardFault
    reinterpret_cast<void*>(&fault_handler),  // MemManage
    reinterpret_cast<void*>(&fault_handler),  // BusFault
    reinterpret_cast<void*>(&fault_handler),  // UsageFault
    reinterpret_cast<void*>(&fault_handler),  // SecureFault
};
}
