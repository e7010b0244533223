#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Every C++ block of a document stands, but for indentation, between two equal marks `// [name]` of the program that goes with it
(which the build compiles), every part so marked is in the document, and every text block is what the program prints somewhere.

    snippets.py <document> <source> <program>
"""
import re
import subprocess
import sys
import textwrap
from pathlib import Path


def marked(source):
    """The texts between two equal marks."""
    found = re.finditer(r"// \[(\w+)\]\n(.*?)[ \t]*// \[\1\]\n", source, re.S)
    return [textwrap.dedent(m[2]).strip() for m in found]


def blocks(text, language):
    return [m[1].strip() for m in re.finditer(rf"^```{language}\n(.*?)^```", text, re.S | re.M)]


def problems(document, source, printed):
    parts, shown, prints = marked(source), blocks(document, "cpp"), blocks(document, "text")
    found = [f"not a marked part of the source:\n{b}" for b in shown if b not in parts]
    found += [f"a marked part that the document lacks:\n{p}" for p in parts if p not in shown]
    found += [f"the document shows\n{b}\nthe program prints\n{printed}" for b in prints if b + "\n" not in printed]
    if not shown or not prints:
        found.append("the document shows no code, or nothing that is printed")
    return found


def main():
    document = Path(sys.argv[1]).read_text(encoding="utf-8")
    source = Path(sys.argv[2]).read_text(encoding="utf-8")
    printed = subprocess.run([sys.argv[3]], capture_output=True, text=True, check=True).stdout
    found = problems(document, source, printed)
    wrong_code = document.replace("inline constexpr", "inline  constexpr", 1)
    if not problems(wrong_code, source, printed) or not problems(document, source, printed.replace("=", "==")):
        found.append("this test does not notice a wrong document")
    print("\n".join(found) or f"{sys.argv[1]} is true")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
