// SPDX-License-Identifier: BSL-1.0
#pragma once
#include <cstdint>

/// Talking to the debugger (here: QEMU) from a core.
/// Sources: Arm, "Semihosting for AArch32 and AArch64", release 2.0; RISC-V International, "RISC-V Semihosting", 0.4.
namespace semihosting {

/// One request: `operation` in the first argument's register, its argument block in the second's, answer in the
/// first's. BKPT 0xAB is the request on M-profile cores; on RISC-V it is three instructions on one page, none of them
/// compressed.
#if defined(__arm__)
inline std::uint32_t call(std::uint32_t operation, void const* argument) {
  register std::uint32_t r0 asm("r0") = operation;
  register void const* r1 asm("r1") = argument;
  asm volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}
#else
[[gnu::noinline, gnu::aligned(16)]] inline std::uint32_t call(std::uint32_t operation, void const* argument) {
  register std::uint32_t a0 asm("a0") = operation;
  register void const* a1 asm("a1") = argument;
  asm volatile(".option push\n .option norvc\n slli x0, x0, 0x1f\n ebreak\n srai x0, x0, 7\n .option pop"
               : "+r"(a0)
               : "r"(a1)
               : "memory");
  return a0;
}
#endif

/// Writes a zero-terminated text (SYS_WRITE0).
inline void write(char const* text) { call(0x04, text); }

/// Ends the program with an exit code from 0 to 255 (SYS_EXIT_EXTENDED, reason ADP_Stopped_ApplicationExit).
[[noreturn]] inline void exit(int code) {
  std::uint32_t const block[2] = {0x20026u, static_cast<std::uint32_t>(code)};
  call(0x20, block);
  for (;;) {
  }
}

/// Exit code of a program that faulted; the number of the exception stands in the text.
constexpr int fault_exit_code = 99;

[[noreturn]] inline void end_by_fault(std::uint32_t exception) {
  char text[] = "fault: exception 00\n";
  text[17] = static_cast<char>('0' + exception / 10 % 10);
  text[18] = static_cast<char>('0' + exception % 10);
  write(text);
  exit(fault_exit_code);
}

}  // namespace semihosting
