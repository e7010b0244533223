#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Judge one program that must not compile.

    run.py --compiler g++ [--precompiled tapeless/tapeless.hpp.gch] mistake.cpp -- -Iinclude

The program states in its own comments what a user must be told:

    // EXPECT: dense<3> takes 2 numbers          in the leading comment lines, any number of times
    auto wrong = a + b;  // EXPECT-LINE          on the line that the diagnostics must name
    // FLAGS: -std=c++17                         more flags for the compiler

It passes when the compiler refuses it with exactly one error, and every EXPECT text and the place of every EXPECT-LINE
stand within the first LINES_READ lines of what the compiler prints: a user reads no further. A program that starts with
tapeless.hpp and has no flags of its own takes the header precompiled, and is told the same (`as_if_compiled_whole`).
"""
import argparse
import os
import re
import subprocess
import sys

LINES_READ = 12
SECONDS = 120

ERROR = re.compile(r"(^|\s)(fatal )?error: ")
EXPECT = re.compile(r"^//\s*EXPECT:\s*(.*\S)\s*$")
FLAGS = re.compile(r"^//\s*FLAGS:\s*(.*\S)\s*$", re.MULTILINE)
FIRST_INCLUDE = re.compile(r"^#include (.*)$", re.MULTILINE)
MARK = re.compile(r"//\s*EXPECT-LINE\s*$")


def plain(text):
    """One line without the accidents of its layout: runs of blanks are one blank, quotes are '."""
    return " ".join(text.translate(str.maketrans("‘’`", "'''")).split())


def expectations(source):
    """(texts, line numbers) that the program asks for."""
    texts, marks, leading = [], [], True
    for number, line in enumerate(source.splitlines(), start=1):
        leading = leading and (line.startswith("//") or not line.strip())
        if leading and (found := EXPECT.match(line)):
            texts.append(found[1])
        elif MARK.search(line):
            marks.append(number)
    return texts, marks


def flags_for_precompiled(header, source):
    """How a compiler is told of `header`: clang++ by a flag, g++ by the folder where it lies."""
    first = FIRST_INCLUDE.search(source)
    if not header or FLAGS.search(source) or not first or first[1] != "<tapeless/tapeless.hpp>":
        return []
    return ["-include-pch", header] if header.endswith(".pch") else ["-I", os.path.dirname(os.path.dirname(header))]


def as_if_compiled_whole(path, output):
    """g++ does not say which file included a precompiled header: a line less before the user's text."""
    return re.sub(r"(?m)^(In file included from \S*tapeless/tapeless\.hpp:\d+):$",
                  lambda found: f"{found[1]},\n                 from {path}:", output)


def complaints(path, source, exit_code, output):
    """Everything wrong with the compiler's answer; empty when the program passes."""
    texts, marks = expectations(source)
    wrong = []
    if not texts:
        wrong.append("the file has no leading `// EXPECT: text` line")
    if exit_code == 0:
        return wrong + ["the program compiles, but must not"]
    lines = output.splitlines()
    errors = [line for line in lines if ERROR.search(line)]
    if len(errors) != 1:
        wrong.append(f"{len(errors)} errors, expected exactly one")
    read = [plain(line) for line in lines[:LINES_READ]]
    for text in texts:
        if not any(plain(text) in line for line in read):
            later = any(plain(text) in plain(line) for line in lines[LINES_READ:])
            where = "only after" if later else "nowhere, let alone in"
            wrong.append(f"'{text}' stands {where} the first {LINES_READ} lines")
    for number in marks:
        place = re.compile(re.escape(os.path.basename(path)) + rf":{number}\b")
        if not any(place.search(line) for line in read):
            wrong.append(f"line {number}, marked EXPECT-LINE, is not named in the first {LINES_READ} lines")
    return wrong


def main():
    parser = argparse.ArgumentParser(description="Judge one program that must not compile.")
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--precompiled", default="", help="tapeless/tapeless.hpp.gch of g++, .pch of clang++")
    parser.add_argument("program")
    parser.add_argument("flags", nargs="*", help="compiler flags, after --")
    arguments = parser.parse_args()

    with open(arguments.program, encoding="utf-8") as file:
        source = file.read()
    own_flags = [flag for line in FLAGS.findall(source) for flag in line.split()]
    precompiled = flags_for_precompiled(arguments.precompiled, source)
    command = [arguments.compiler, "-std=c++20", "-fsyntax-only", "-fdiagnostics-color=never", *precompiled,
               *arguments.flags, *own_flags, arguments.program]
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                            timeout=SECONDS, env={**os.environ, "LC_ALL": "C"}, check=False)
    output = as_if_compiled_whole(arguments.program, answer.stdout) if "-I" in precompiled else answer.stdout
    wrong = complaints(arguments.program, source, answer.returncode, output)
    if wrong:
        print(f"{arguments.program}:")
        for complaint in wrong:
            print(f"  {complaint}")
        print(f"the compiler ({' '.join(command)}) printed:")
    print(output, end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
