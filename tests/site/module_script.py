#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""site/programs/module_script.py lets a module pass that can allocate nothing, and refuses each that could.

    module_script.py <site/programs>
"""
import sys

sys.path.insert(0, sys.argv[1])
import module_script as script  # noqa: E402

CODE = 10


def section(kind, body):
    return bytes([kind, len(body)]) + body


def name_section(*names):
    """The custom section that says what functions are called, as far as module_script.py reads it."""
    return section(script.CUSTOM, b"\x04name" + b"\0".join(names))


def module(*, imports=b"\x00", memory=b"\x01\x01\x08\x08", names=(b"run",)):
    """By default without imports, with a memory of 8 pages, at most 8, and a function `run`."""
    sections = section(script.IMPORTS, imports) + section(script.MEMORIES, memory) + section(CODE, b"\x00")
    return b"\0asm\1\0\0\0" + sections + (name_section(*names) if names else b"")


def refused(data, allocators=script.ALLOCATORS + script.OPERATORS):
    return script.complaint(data, allocators)


assert refused(module()) == ""
assert "imports" in refused(module(imports=b"\x01\x03env\x01f\x00\x00"))
assert "may grow" in refused(module(memory=b"\x01\x00\x08")), "without a most"
assert "may grow" in refused(module(memory=b"\x01\x01\x08\x09"))
assert refused(module(memory=b"\x01\x01\x80\x01\x80\x01")) == "", "sizes of two bytes"
assert "no names" in refused(module(names=()))
for allocator in script.ALLOCATORS + script.OPERATORS:
    assert allocator.decode() in refused(module(names=(b"run", allocator))), allocator
assert refused(module(names=(b"run", b"_Znwm")), script.ALLOCATORS) == "", "its own operator new, where that is allowed"

stripped = script.without_names(module())
assert b"name" not in stripped and stripped == module(names=()), "all else is kept"
print("modules that import, grow or allocate are refused")
