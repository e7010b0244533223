#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Judge one image: build it, look at what is linked, run it under QEMU, compare its report with the host's.

    run.py --image a.elf --tools arm-none-eabi- --hardware single [--build-dir D --build-target T] [--host program]
           [--must-refuse] -- qemu-system-arm ... -kernel
"""
import argparse
import re
import struct
import sys

sys.dont_write_bytecode = True
import stack  # its folder is on the path of a script
from image import FORBIDDEN, FORBIDDEN_INSTRUCTIONS, IN_SOFTWARE, Image, checked, forbidden, run

RELATIVE_TOLERANCE = 1e-5  # host and target may contract a*b+c differently: some units of 2^-24, accumulated
ABSOLUTE_FLOOR = 1e-9      # a difference below this is none, whatever the size of the values
# Functions of forbidden.cpp and why their stack has no bound.
UNBOUNDED = {"calls_in_a_circle": "half_of_a_circle calls calls_in_a_circle",
             "has_an_array_of_any_size": "moves the stack pointer by no constant",
             "calls_any_function": "calls what a register says"}
SLACK = 96  # bytes: the deepest path may be one to an error that does not occur
EXCEPTION_FRAME = 108  # bytes: what a Cortex-M pushes where an interrupt begins, with those of the FPU and alignment
STACK = re.compile(r"^stack of (\S+) = 0x([0-9a-f]{8})$", re.MULTILINE)
REPORT = re.compile(r"^(\S+) = 0x([0-9a-f]{8})$", re.MULTILINE)


def reported(text):
    """{name: value} of all report() lines; a name said twice is an error."""
    values = {}
    for name, digits in REPORT.findall(text):
        if name in values:
            sys.exit(f"'{name}' is reported twice")
        values[name] = struct.unpack(">f", bytes.fromhex(digits))[0]
    return values


def stack_is_bounded(image, text, slack=SLACK, interrupt=None):
    """Prints for each function whose use of the stack is reported what is known; true when it is as the analysis says.
    interrupt: the name of a function that may interrupt them, once at a time."""
    good = True
    on_top = EXCEPTION_FRAME + stack.analysis(image).worst(interrupt)[0] if interrupt else 0
    for name, digits in STACK.findall(text):
        used = int(digits, 16)
        try:
            bound, path = stack.analysis(image).worst(name)
        except stack.Unbounded as reason:
            print(f"stack of {name}: {used} bytes used, no bound: {reason}")
            good = False
            continue
        bound += on_top
        fits = used <= bound <= used + slack
        good = good and fits
        print(f"stack of {name}: {used} bytes used, at most {bound}{'' if fits else '   DIFFERS'}")
        if not fits:
            print("\n".join(f"{depth:8} {function}" for function, depth in path))
    return good


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


def refuse_everything(image, found, hardware):
    """Exit code for the image that has one of each kind of what is forbidden (forbidden.cpp)."""
    print("\n".join(f"refused for {name}: {kind}" for name, kind in found))
    kinds = {*FORBIDDEN, *FORBIDDEN_INSTRUCTIONS, *([] if "double" in hardware else [IN_SOFTWARE])}
    missed = kinds - {kind for _, kind in found}
    for name, reason in UNBOUNDED.items():
        try:
            bound, _ = stack.analysis(image).worst(name)
            missed.add(f"{name}, whose stack is said to be {bound}")
        except stack.Unbounded as seen:
            print(f"no bound of {name}: {seen}")
            if reason not in str(seen):
                missed.add(f"why {name} has no bound")
    print(f"not seen: {', '.join(sorted(missed)) or 'nothing'}")
    return 1 if missed else 0


def judge(arguments):
    """Exit code for the image, after it is built."""
    image = Image(arguments.tools, arguments.image)
    flash, ram = image.sizes
    print(f"{flash} bytes of flash, {ram} bytes of RAM")
    found = forbidden(image, arguments.hardware)
    if arguments.must_refuse:
        return refuse_everything(image, found, arguments.hardware)
    if found:
        print("\n".join(f"the image contains {name}: {kind}" for name, kind in found))
        return 1
    for name in arguments.in_flash:
        place = image.symbols[name]
        print(f"{name}: {place.size} bytes at {place.address:#x}, kind {place.kind}")
        if place.kind not in "rR" or ram >= place.size:
            print(f"{name} is no constant, or there is RAM for a copy of it")
            return 1
    for name, size, most in (("flash", flash, arguments.most_flash), ("RAM", ram, arguments.most_ram)):
        if most is not None and size > most:
            print(f"at most {most} bytes of {name} are allowed")
            return 1
    code, text = run([*arguments.emulator, arguments.image])
    print(text, end="")
    if code != 0:
        print(f"exit code {code} under QEMU (99: a fault; 134: the core locked up)")
        return 1
    if not stack_is_bounded(image, text, arguments.stack_slack, arguments.interrupt):
        return 1
    if arguments.host and not compare(reported(text), reported(checked([arguments.host]))):
        return 1
    return 0


def main():
    parser = argparse.ArgumentParser(description="Judge one image.")
    parser.add_argument("--image", required=True)
    parser.add_argument("--tools", required=True, help="prefix of the names of nm, size, objdump")
    parser.add_argument("--hardware", required=True, help="arithmetic that the core has: single;double or less")
    parser.add_argument("--build-dir")
    parser.add_argument("--build-target")
    parser.add_argument("--host", help="the same program for the host")
    parser.add_argument("--most-flash", type=int, help="bytes, of the whole image")
    parser.add_argument("--most-ram", type=int, help="bytes, without stack")
    parser.add_argument("--stack-slack", type=int, default=SLACK, help="how far the bound may be above what main() uses")
    parser.add_argument("--interrupt", metavar="SYMBOL", help="a function that interrupts main()")
    parser.add_argument("--in-flash", action="append", default=[], metavar="SYMBOL", help="a constant that no RAM may hold")
    parser.add_argument("--must-refuse", action="store_true", help="the checks must find everything in it that they know")
    parser.add_argument("emulator", nargs="+", help="after --: the command that takes the image as its last argument")
    arguments = parser.parse_args()
    if arguments.build_dir:
        checked(["cmake", "--build", arguments.build_dir, "--target", arguments.build_target], seconds=600)
    return judge(arguments)


if __name__ == "__main__":
    sys.exit(main())
