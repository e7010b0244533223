// SPDX-License-Identifier: BSL-1.0
// A Cortex-M core takes the stack pointer and start()'s address from the vectors.
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

[[gnu::weak]] void timer_interrupt();  // of an image that has one

__attribute__((section(".vectors"), used)) void* const vectors[16] = {
    stack_top,
    reinterpret_cast<void*>(&start),
    reinterpret_cast<void*>(&fault_handler),  // NMI
    reinterpret_cast<void*>(&fault_handler),  // HardFault
    reinterpret_cast<void*>(&fault_handler),  // MemManage
    reinterpret_cast<void*>(&fault_handler),  // BusFault
    reinterpret_cast<void*>(&fault_handler),  // UsageFault
    reinterpret_cast<void*>(&fault_handler),  // SecureFault
    nullptr,
    nullptr,
    nullptr,
    nullptr,  // SVCall
    nullptr,
    nullptr,
    nullptr,                                    // PendSV
    reinterpret_cast<void*>(&timer_interrupt),  // SysTick
};
}
