#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Judge one image: build it, look at what is linked, run it under QEMU, compare its report with the host's.

    run.py --image a.elf --tools arm-none-eabi- --hardware single [--build-dir D --build-target T] [--host program]
           [--must-refuse symbol]... -- qemu-system-arm ... -kernel
"""
import argparse
import re
import struct
import sys

sys.dont_write_bytecode = True
from image import Image, checked, forbidden, run  # its folder is on the path of a script

RELATIVE_TOLERANCE = 1e-5  # host and target may contract a*b+c differently: some units of 2^-24, accumulated
ABSOLUTE_FLOOR = 1e-9      # a difference below this is none, whatever the size of the values
REPORT = re.compile(r"^(\S+) = 0x([0-9a-f]{8})$", re.MULTILINE)


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
    image = Image(arguments.tools, arguments.image)
    flash, ram = image.sizes
    print(f"{flash} bytes of flash, {ram} bytes of RAM")
    found = forbidden(image, arguments.hardware)
    if arguments.must_refuse:
        missed = sorted(set(arguments.must_refuse) - {name for name, _ in found})
        print("\n".join(f"refused for {name}: {kind}" for name, kind in found))
        print(f"not seen: {', '.join(missed) or 'nothing'}")
        return 1 if missed else 0
    if found:
        print("\n".join(f"the image contains {name}: {kind}" for name, kind in found))
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
    parser = argparse.ArgumentParser(description="Judge one image.")
    parser.add_argument("--image", required=True)
    parser.add_argument("--tools", required=True, help="prefix of the names of nm, size, objdump")
    parser.add_argument("--hardware", required=True, help="arithmetic that the core has: single;double or less")
    parser.add_argument("--build-dir")
    parser.add_argument("--build-target")
    parser.add_argument("--host", help="the same program for the host")
    parser.add_argument("--must-refuse", action="append", metavar="SYMBOL", help="the checks must find this symbol")
    parser.add_argument("emulator", nargs="+", help="after --: the command that takes the image as its last argument")
    arguments = parser.parse_args()
    if arguments.build_dir:
        checked(["cmake", "--build", arguments.build_dir, "--target", arguments.build_target], seconds=600)
    return judge(arguments)


if __name__ == "__main__":
    sys.exit(main())
