#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Every C++ block of README.md stands, word for word, between two equal marks `// [name]` of examples/readme.cpp (which the build
compiles), and the text block that follows the one named `first` is what the program prints.

    readme.py <project> <program>
"""
import re
import subprocess
import sys
from pathlib import Path


def marked(source):
    """name → the text between its two marks."""
    return {m[1]: m[2].strip() for m in re.finditer(r"// \[(\w+)\]\n(.*?)// \[\1\]\n", source, re.S)}


def blocks(text, language):
    return [m[1].strip() for m in re.finditer(rf"^```{language}\n(.*?)^```", text, re.S | re.M)]


def problems(readme, source, printed):
    parts = marked(source)
    found = [f"no such part of examples/readme.cpp:\n{b}" for b in blocks(readme, "cpp") if b not in parts.values()]
    shown = blocks(readme, "text")
    if parts.get("first") not in blocks(readme, "cpp"):
        found.append("the first snippet is missing")
    if not shown or shown[0] != printed.strip():
        found.append(f"the README shows\n{shown[:1]}\nthe program prints\n{printed}")
    return found


def main():
    project, program = Path(sys.argv[1]), sys.argv[2]
    readme = (project / "README.md").read_text(encoding="utf-8")
    source = (project / "examples/readme.cpp").read_text(encoding="utf-8")
    printed = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    found = problems(readme, source, printed)
    if not problems(readme.replace("tl::define", "tl::defined"), source, printed) or not problems(readme, source, printed + "!"):
        found.append("this test does not notice a wrong README")
    print("\n".join(found) or "the README is true")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
