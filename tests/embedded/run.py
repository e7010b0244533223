#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Judge one Cortex-M image: build it, look at its symbols, run it under QEMU, compare its report with the host's.

    run.py --image a.elf [--build-dir D --build-target T] [--host program] [--must-refuse symbol]...
           -- qemu-system-arm ... -kernel
"""
import argparse
import re
import struct
import subprocess
import sys

SECONDS = 120
RELATIVE_TOLERANCE = 1e-5  # host and target may contract a*b+c differently: some units of 2^-24, accumulated
ABSOLUTE_FLOOR = 1e-9      # a difference below this is none, whatever the size of the values

# The heap, and double arithmetic in software: on a core without a double FPU each such call costs tens of instructions
# at least.
FORBIDDEN = re.compile(r"_?(malloc|calloc|realloc|sbrk)(_r)?|_Zn[wa].*|__aeabi_(d\w+|\w+2d)")
REPORT = re.compile(r"^(\S+) = 0x([0-9a-f]{8})$", re.MULTILINE)


def run(command, seconds=SECONDS):
    """(exit code, both output streams) of a command; a run over time is an error of its own."""
    try:
        answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                                timeout=seconds, check=False)
        return answer.returncode, answer.stdout
    except subprocess.TimeoutExpired as late:
        text = (late.stdout or b"").decode(errors="replace")
        return -1, text + f"\nno end after {seconds} s: {' '.join(command)}\n"


def checked(command, seconds=SECONDS):
    code, text = run(command, seconds)
    if code != 0:
        sys.exit(f"{text}\nexit code {code} of {' '.join(command)}")
    return text


def forbidden_symbols(nm, image):
    """Symbols of the linked image that must not be there."""
    names = (line.split()[-1] for line in checked([nm, image]).splitlines() if line.strip())
    return sorted({name for name in names if FORBIDDEN.fullmatch(name)})


def reported(text):
    """{name: value} of all report() lines; a name said twice is an error."""
    values = {}
    for name, digits in REPORT.findall(text):
        if name in values:
            sys.exit(f"'{name}' is reported twice")
        values[name] = struct.unpack(">f", bytes.fromhex(digits))[0]
    return values


def close(a, b):
    return abs(a - b) <= max(ABSOLUTE_FLOOR, RELATIVE_TOLERANCE * max(abs(a), abs(b)))  # false for NaN


def compare(target, host):
    """Prints both columns; true when the same names have close values."""
    if not target or target.keys() != host.keys():
        print(f"target reports {sorted(target)}, host reports {sorted(host)}")
        return False
    good = True
    for name, value in target.items():
        verdict = "" if close(value, host[name]) else "   DIFFERS"
        good = good and not verdict
        print(f"{name:32} target {value:<16.9g} host {host[name]:<16.9g}{verdict}")
    return good


def judge(arguments):
    """Exit code for the image, after it is built."""
    print(checked([arguments.size, arguments.image]), end="")
    found = forbidden_symbols(arguments.nm, arguments.image)
    if arguments.must_refuse:
        missed = sorted(set(arguments.must_refuse) - set(found))
        print(f"refused for {', '.join(found) or 'nothing'}; not seen: {', '.join(missed) or 'nothing'}")
        return 1 if missed else 0
    if found:
        print(f"the image contains {', '.join(found)}: heap or double arithmetic")
        return 1
    code, text = run([*arguments.emulator, arguments.image])
    print(text, end="")
    if code != 0:
        print(f"exit code {code} under QEMU (99: a fault; 134: the core locked up)")
        return 1
    if arguments.host and not compare(reported(text), reported(checked([arguments.host]))):
        return 1
    return 0


def main():
    parser = argparse.ArgumentParser(description="Judge one Cortex-M image.")
    parser.add_argument("--image", required=True)
    parser.add_argument("--nm", required=True)
    parser.add_argument("--size", required=True)
    parser.add_argument("--build-dir")
    parser.add_argument("--build-target")
    parser.add_argument("--host", help="the same program for the host")
    parser.add_argument("--must-refuse", action="append", metavar="SYMBOL", help="the gates must find this symbol")
    parser.add_argument("emulator", nargs="+", help="after --: the command that takes the image as its last argument")
    arguments = parser.parse_args()
    if arguments.build_dir:
        checked(["cmake", "--build", arguments.build_dir, "--target", arguments.build_target], seconds=600)
    return judge(arguments)


if __name__ == "__main__":
    sys.exit(main())
