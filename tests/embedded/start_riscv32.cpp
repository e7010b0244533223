// SPDX-License-Identifier: BSL-1.0
// From reset to start() on a RISC-V core: pointers to globals and stack, traps, floating point on.
#include "semihosting.hpp"

#include <cstdint>

extern "C" {

[[noreturn, gnu::aligned(4)]] void fault_handler() {
  std::uint32_t cause = 0;
  asm volatile(".option push\n .option arch, +zicsr\n csrr %0, mcause\n .option pop" : "=r"(cause));
  semihosting::end_by_fault(cause);  // 1 instruction access, 2 illegal instruction, 5 load, 7 store
}

// First in memory, where execution begins.
[[gnu::naked, gnu::section(".vectors"), gnu::used]] void from_reset() {
  asm volatile(R"(
    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    la sp, stack_top
    .option push
    .option arch, +zicsr
    la t0, fault_handler
    csrw mtvec, t0
)"
#ifdef __riscv_flen
               R"(
    li t0, 0x6000           # mstatus.FS: on
    csrs mstatus, t0
    csrw fcsr, x0
)"
#endif
               R"(
    .option pop
    j start)");
}
}
