#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A document that a reader types in is a program, and prints what it shows.

    snippets.py <document> <source> <program>       judge
    snippets.py --write <document> <source>         make the source

The source is the document's C++ blocks one after the other; blocks that begin with `// in main` stand in main, behind all others. What the
program prints is the document's text blocks, all of them and in their order. Where the source marks parts by two equal comments `// [name]`,
each block is one of these parts instead, and each text block stands somewhere in what the program prints.
"""
import re
import subprocess
import sys
import textwrap
from pathlib import Path

LANGUAGES = {"cpp", "text", "sh", "cmake", "ini"}
IN_MAIN = "// in main\n"
FOR_TESTS = re.compile(r"^// test: .*\n", re.M)  # tests/words.cmake


def fences(text):
    """(language, content) of every fenced block."""
    return [(m[1], m[2]) for m in re.finditer(r"^```([^\n]*)\n(.*?)^```$", text, re.S | re.M)]


def blocks(text, language):
    return [content for found, content in fences(text) if found == language]


def assembled(text, name, before):
    """The program that a reader of the document has in the end; what the source says to the tests stays as it was before."""
    code = blocks(text, "cpp")
    scope = [block for block in code if not block.startswith(IN_MAIN)]
    main = [block.removeprefix(IN_MAIN) for block in code if block.startswith(IN_MAIN)]
    for_tests = "".join(FOR_TESTS.findall(before))
    head = f"// SPDX-License-Identifier: BSL-1.0\n{for_tests}// The code of {name}, made by tests/examples/snippets.py --write.\n"
    body = "int main() {\n" + textwrap.indent("\n".join(main), "  ") + "}\n" if main else ""
    return "\n".join([head, *scope, body] if body else [head, *scope])


def marked(source):
    """The texts between two equal marks."""
    found = re.finditer(r"// \[(\w+)\]\n(.*?)[ \t]*// \[\1\]\n", source, re.S)
    return [textwrap.dedent(m[2]).strip() for m in found]


def problems_of_parts(document, parts, printed):
    shown, prints = [b.strip() for b in blocks(document, "cpp")], [b.strip() for b in blocks(document, "text")]
    found = [f"not a marked part of the source:\n{b}" for b in shown if b not in parts]
    found += [f"a marked part that the document lacks:\n{p}" for p in parts if p not in shown]
    return found + [f"the document shows\n{b}\nthe program prints\n{printed}" for b in prints if b + "\n" not in printed]


def problems(document, name, source, printed):
    found = [f"a block in an unknown language: {language!r}" for language, _ in fences(document) if language not in LANGUAGES]
    if not blocks(document, "cpp") or not blocks(document, "text"):
        found.append("the document shows no code, or nothing that is printed")
    if parts := marked(source):
        return found + problems_of_parts(document, parts, printed)
    if source != assembled(document, name, source):
        found.append(f"the source is not what {name} says: make it with snippets.py --write")
    if (shown := "".join(blocks(document, "text"))) != printed:
        found.append(f"the document shows\n{shown}\nthe program prints\n{printed}")
    return found


def main():
    if sys.argv[1] == "--write":
        path = Path(sys.argv[2])
        source = Path(sys.argv[3])
        before = source.read_text(encoding="utf-8") if source.exists() else ""
        source.write_text(assembled(path.read_text(encoding="utf-8"), path.name, before), encoding="utf-8")
        return 0
    path = Path(sys.argv[1])
    document = path.read_text(encoding="utf-8")
    source = Path(sys.argv[2]).read_text(encoding="utf-8")
    printed = subprocess.run([sys.argv[3]], capture_output=True, text=True, check=True).stdout
    found = problems(document, path.name, source, printed)
    wrong_code = document.replace("```cpp\n", "```cpp\nwrong\n", 1)
    if not problems(wrong_code, path.name, source, printed) or not problems(document, path.name, source, printed.replace("=", "==")):
        found.append("this test does not notice a wrong document")
    print("\n".join(found) or f"{sys.argv[1]} is true")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
