#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Does run.py refuse what it should? Small programs with a known answer, judged through the real compiler."""
import argparse
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import run  # its folder is on the path of a script

RUNNER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run.py")

RIGHT = '''// EXPECT: two is not three
int main() {
  static_assert(2 == 3, "two is not three"); // EXPECT-LINE
}
'''

# name, program, passes?, a text the runner must print
CASES = [
    ("one error with the text at the marked line", RIGHT, True, "two is not three"),
    ("a text in leading comments only counts", RIGHT.replace("// EXPECT: two", "\n// EXPECT: two"), True, ""),
    ("a program that compiles", RIGHT.replace("2 == 3", "3 == 3"), False, "compiles, but must not"),
    ("two errors", RIGHT.replace("}", "  static_assert(4 == 5);\n}"), False, "2 errors"),
    ("another text", RIGHT.replace("EXPECT: two", "EXPECT: ten"), False, "'ten is not three' stands nowhere"),
    ("another line", RIGHT.replace(" // EXPECT-LINE", "").replace("main() {", "main() { // EXPECT-LINE"), False,
     "marked EXPECT-LINE"),
    ("no expectation", RIGHT.replace("// EXPECT: two is not three", "//"), False, "no leading"),
    ("a missing header", "// EXPECT: two is not three\n#include <no/such/header.hpp>\n", False, "stands nowhere"),
]


def judge(compiler, program):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "case.cpp")
        with open(path, "w", encoding="utf-8") as file:
            file.write(program)
        return subprocess.run([sys.executable, RUNNER, "--compiler", compiler, path], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)


def late_text_is_too_late():
    """The limit itself, without a compiler: the same text in the last line read and in the line after it."""
    source = "// EXPECT: needle\n"

    def answer(line):
        return "x.cpp:1:1: error: e\n" + "note\n" * (line - 2) + "needle\n"

    return (run.complaints("x.cpp", source, 1, answer(run.LINES_READ)) == []
            and run.complaints("x.cpp", source, 1, answer(run.LINES_READ + 1)) != [])


def precompiled_says_the_same(compiler, header, flags):
    """Of an error within the headers a user reads the same, precompiled or not, but for the line of the #include."""
    program = os.path.join(os.path.dirname(RUNNER), "assigned_twice.cpp")

    def answer(*options):
        ran = subprocess.run([sys.executable, RUNNER, "--compiler", compiler, *options, program, "--", *flags],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return ran.returncode, re.sub(r"(from \S*assigned_twice\.cpp):\d+:", r"\1:", ran.stdout)

    with open(program, encoding="utf-8") as file:
        used = run.flags_for_precompiled(header, file.read()) != []
    as_text, from_header = answer(), answer("--precompiled", header)
    if as_text != from_header:
        print(as_text[1], from_header[1], sep="\nbut precompiled:\n")
    return used and as_text[0] == 0 and as_text == from_header


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--precompiled", required=True, help="see run.py")
    parser.add_argument("flags", nargs="*", help="compiler flags, after --")
    arguments = parser.parse_args()
    compiler = arguments.compiler
    failures = 0
    for name, program, passes, text in CASES:
        answer = judge(compiler, program)
        good = (answer.returncode == 0) == passes and text in answer.stdout
        print(f"{'ok  ' if good else 'FAIL'} {name}")
        if not good:
            failures += 1
            print(answer.stdout)
    for name, good in [
            ("a text one line too late", late_text_is_too_late()),
            ("a precompiled header", precompiled_says_the_same(compiler, arguments.precompiled, arguments.flags))]:
        print(f"{'ok  ' if good else 'FAIL'} {name}")
        failures += not good
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
