#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Whether every source stands as clang-format writes it; `formatted.py --clang-format clang-format-14 --write .` mends what does not.

    formatted.py --clang-format clang-format-14 [--write] <root>
"""
import argparse
import pathlib
import subprocess
import sys

FOLDERS = ("include", "tests", "examples", "bench", "site/programs")
SUFFIXES = {".hpp", ".cpp", ".h", ".c"}


def main():
    parser = argparse.ArgumentParser(description="Ask clang-format about all sources.")
    parser.add_argument("--clang-format", required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("root", type=pathlib.Path)
    arguments = parser.parse_args()
    files = [str(path) for folder in FOLDERS for path in sorted((arguments.root / folder).rglob("*"))
             if path.suffix in SUFFIXES]
    how = ["-i"] if arguments.write else ["--dry-run", "-Werror", "--ferror-limit=1"]
    return subprocess.run([arguments.clang_format, *how, *files], check=False, timeout=300).returncode


if __name__ == "__main__":
    sys.exit(main())
