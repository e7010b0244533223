#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Only the room target/ asks what the compiler is told to compile for: its macros, and the bytes of a register.

    targets.py <include folder>
"""
import re
import sys
from pathlib import Path

MACRO = re.compile(r"^\s*#\s*(el)?if.*\b__(AVX|SSE|FMA|ARM|arm|aarch|thumb|riscv|x86|i386|powerpc|wasm)")
REGISTER = re.compile(r"\bregister_bytes\b")


def violations(root):
    for path in sorted(root.rglob("*.hpp")):
        header = path.relative_to(root).as_posix()
        if header.startswith("tapeless/target/"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if MACRO.search(line) or REGISTER.search(line):
                yield f"{header}:{number}: asks for a target; a property of targets::description says it by its meaning: {line.strip()}"


def main():
    found = list(violations(Path(sys.argv[1])))
    print("\n".join(found) or "no header outside of target/ asks for a target")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
