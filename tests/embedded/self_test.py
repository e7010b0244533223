#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Do the checks see a difference between target and host, and every forbidden symbol?"""
import contextlib
import io
import sys
import types

sys.dont_write_bytecode = True
import run  # its folder is on the path of a script
from image import Instruction, forbidden_symbols

FORBIDDEN_SYMBOLS = """malloc _malloc_r _sbrk _sbrk_r _Znwj _Znaj _ZdlPvj __aeabi_dadd __aeabi_f2d __aeabi_d2iz __aeabi_ul2d
    __aeabi_cdcmple __adddf3 __extendsfdf2 __fixunsdfsi __floatsidf __gedf2 _Unwind_Resume __gxx_personality_v0
    __aeabi_unwind_cpp_pr0 __cxa_throw __cxa_guard_acquire _ZGVZ4mainE1x _write _exit abort __cxa_atexit""".split()
ALLOWED_SYMBOLS = """main __aeabi_uidiv __aeabi_ldivmod __aeabi_fmul __mulsf3 __aeabi_idiv0 _ZN8tapeless6mallocE readout
    __aeabi_memcpy __aeabi_drop start""".split()

ONE, ONE_AND_A_BIT, ONE_AND_MORE = "0x3f800000", "0x3f800010", "0x3f800100"  # 1, 1 + 1.9e-6, 1 + 3.1e-5
NAN = "0x7fc00000"


def same(target, host):
    with contextlib.redirect_stdout(io.StringIO()):
        return run.compare(run.reported(target), run.reported(host))


def bounded(text):
    """The verdict on a report of the stack, of an image whose main() pushes 16 bytes and calls f, which takes 24 more."""
    functions = {"main": [Instruction(0, "push", "{r4, r5, r6, lr}"), Instruction(2, "bl", "8 <f>"),
                          Instruction(6, "pop", "{r4, r5, r6, pc}")],
                 "f": [Instruction(8, "sub", "sp, #24"), Instruction(10, "add", "sp, #24"), Instruction(12, "bx", "lr")],
                 "large": [Instruction(14, "sub", "sp, #200"), Instruction(16, "add", "sp, #200"), Instruction(18, "bx", "lr")]}
    with contextlib.redirect_stdout(io.StringIO()):
        return run.stack_is_bounded(types.SimpleNamespace(functions=functions), text)


def main():
    checks = {
        "40 bytes of stack are 40": bounded("stack of main = 0x00000028\n"),
        "more than the bound is too much": not bounded("stack of main = 0x0000002c\n"),
        "a bound far above what is used is none": not bounded("stack of main = 0x00000028\nstack of f = 0x7ff00000\n"),
        "equal bits are equal": same(f"a = {ONE}\n", f"a = {ONE}\n"),
        "a rounding error is none": same(f"a = {ONE}\n", f"a = {ONE_AND_A_BIT}\n"),
        "3e-5 is a difference": not same(f"a = {ONE}\n", f"a = {ONE_AND_MORE}\n"),
        "the second value counts": not same(f"a = {ONE}\nb = {ONE}\n", f"a = {ONE}\nb = {ONE_AND_MORE}\n"),
        "a sign is a difference": not same(f"a = {ONE}\n", "a = 0xbf800000\n"),
        "NaN equals nothing": not same(f"a = {NAN}\n", f"a = {NAN}\n"),
        "a missing name is a difference": not same(f"a = {ONE}\nb = {ONE}\n", f"a = {ONE}\n"),
        "no report is a difference": not same("", ""),
    }
    for symbol in FORBIDDEN_SYMBOLS:
        checks[f"{symbol} is forbidden"] = bool(forbidden_symbols([symbol], ""))
    for symbol in ALLOWED_SYMBOLS:
        checks[f"{symbol} is allowed"] = not forbidden_symbols([symbol], "")
    checks["single in software is forbidden where it is in hardware"] = bool(forbidden_symbols(["__aeabi_fmul"], "single"))
    for name, good in checks.items():
        print(f"{'ok  ' if good else 'FAIL'} {name}")
    return 0 if all(checks.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
