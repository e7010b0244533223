#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A module as a script that the page can load from a folder: playground.module("NAME", "<base64>"). A module that imports
anything, whose memory can grow, or that holds an allocator is an error: the page says that nothing is allocated.

    module_script.py <name> <module.wasm> <script.js> [--own-operator-new]

With --own-operator-new it may have one, of its own fixed memory; malloc is an error all the same.
"""
import base64
import pathlib
import sys

CUSTOM, IMPORTS, MEMORIES = 0, 2, 5
ALLOCATORS = (b"malloc", b"calloc", b"realloc", b"sbrk")
OPERATORS = (b"_Znwm", b"_Znam", b"operator new")


def number(data, at):
    """An unsigned LEB128 number, and what follows it."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def sections(data):
    """Kind, content, and the section as a whole."""
    at = 8
    while at < len(data):
        size, begin = number(data, at + 1)
        yield data[at], data[begin:begin + size], data[at:begin + size]
        at = begin + size


def complaint(data, allocators):
    """What the module has that it must not have, or nothing."""
    names = b""
    for kind, body, _ in sections(data):
        if kind == CUSTOM and body[1:5] == b"name":
            names = body
        if kind == IMPORTS and number(body, 0)[0] != 0:
            return "imports something"
        if kind == MEMORIES:
            flags = body[1]
            smallest, after = number(body, 2)
            if not flags & 1 or number(body, after)[0] != smallest:
                return "has a memory that may grow: link with --initial-memory and --max-memory alike"
    if not names:
        return "has no names of its functions, which say whether one of them allocates"
    for each in allocators:
        if each in names:
            return f"holds {each.decode()}"
    return ""


def without_names(data):
    return data[:8] + b"".join(whole for kind, _, whole in sections(data) if kind != CUSTOM)


def main():
    name, module, script = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    data = module.read_bytes()
    allocators = ALLOCATORS if sys.argv[4:] == ["--own-operator-new"] else ALLOCATORS + OPERATORS
    if wrong := complaint(data, allocators):
        print(f"module_script.py: {module} {wrong}", file=sys.stderr)
        return 1
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(f'playground.module("{name}", "{base64.b64encode(without_names(data)).decode()}");\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
