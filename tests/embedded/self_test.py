#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Do the checks see a difference between target and host, and every forbidden symbol?"""
import contextlib
import io
import sys

sys.dont_write_bytecode = True
import run  # its folder is on the path of a script
from image import forbidden_symbols

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


def main():
    checks = {
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
