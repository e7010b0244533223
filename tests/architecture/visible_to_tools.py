#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Whether ctags finds the functions of every header: what it does not see, editors and indexes do not see either.

    visible_to_tools.py --ctags ctags <include>

A line that begins a function's definition, as this project writes them, names the function; ctags has to list that name for the header.
Exit code 1 where it misses one.
"""
import argparse
import pathlib
import re
import subprocess
import sys

BEGINS = re.compile(r"^(?:  )*(?:\[\[[\w:, ]+\]\] )?(?:TAPELESS_FORCE_INLINE )?"
                    r"(?:(?:static|inline|constexpr|consteval|explicit) )+"
                    r"(?:TAPELESS_FORCE_INLINE )?(?:[\w:]+(?:<[^()]*>)?(?: const)?[&*]* )?(\w+)\([^=]*$")


def defined(header):
    """Names of the functions that begin on lines of a header."""
    found = set()
    for line in header.read_text(encoding="utf-8").splitlines():
        if "operator" not in line and "decltype(auto)" not in line and (match := BEGINS.match(line)):
            found.add(match[1])
    return found


def listed(ctags, header):
    # the macro is none for ctags, which would take it for a type
    command = [ctags, "--language-force=C++", "--kinds-C++=+p", "-I", "TAPELESS_FORCE_INLINE", "-f", "-", str(header)]
    output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    return {line.split("\t", 1)[0] for line in output.splitlines()}


def main():
    parser = argparse.ArgumentParser(description="Ask ctags for the functions of all headers.")
    parser.add_argument("--ctags", required=True)
    parser.add_argument("include", type=pathlib.Path)
    arguments = parser.parse_args()
    count = missed = 0
    for header in sorted(arguments.include.rglob("*.hpp")):
        names = defined(header)
        unseen = names - listed(arguments.ctags, header)
        count += len(names)
        missed += len(unseen)
        if unseen:
            print(f"{header.relative_to(arguments.include)}: {', '.join(sorted(unseen))}")
    print(f"{count} functions, ctags misses {missed}")
    return 1 if missed or count < 1000 else 0


if __name__ == "__main__":
    sys.exit(main())
