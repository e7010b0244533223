// SPDX-License-Identifier: BSL-1.0
// From reset to start() on any Cortex-M: vectors, floating point on.
#include "semihosting.hpp"

#include <cstdint>

extern "C" {

extern std::uint32_t stack_top[];  // a place: the linker script gives it its address
[[noreturn]] void start();

[[noreturn]] void fault_handler() {
  std::uint32_t exception = 0;
  asm volatile("mrs %0, ipsr" : "=r"(exception));  // 3 HardFault, 4 MemManage, 5 BusFault, 6 UsageFault
  semihosting::end_by_fault(exception);
}

[[noreturn]] void reset_handler() {
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
  *reinterpret_cast<std::uint32_t volatile*>(0xE000ED88u) |= 0xFu << 20;  // CPACR: coprocessors 10 and 11 are the FPU
  asm volatile("dsb\n isb");
#endif
  start();
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
