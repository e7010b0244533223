// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <cstdint>

/// Talking to the debugger (here: QEMU) from a Cortex-M core.
/// Source of the operation numbers: Arm, "Semihosting for AArch32 and AArch64", release 2.0.
namespace semihosting {

/// One request: `operation` in r0, its argument block in r1, answer in r0. BKPT 0xAB is the request on M-profile cores.
inline std::uint32_t call(std::uint32_t operation, void const* argument) {
  register std::uint32_t r0 asm("r0") = operation;
  register void const* r1 asm("r1") = argument;
  asm volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

/// Writes a zero-terminated text (SYS_WRITE0).
inline void write(char const* text) { call(0x04, text); }

/// Ends the program with an exit code from 0 to 255 (SYS_EXIT_EXTENDED, reason ADP_Stopped_ApplicationExit).
[[noreturn]] inline void exit(int code) {
  std::uint32_t const block[2] = {0x20026u, static_cast<std::uint32_t>(code)};
  call(0x20, block);
  for (;;) {
  }
}

}  // namespace semihosting
