#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Comments are at most 120 columns wide; clang-format sees to the code, but leaves them as they are.

    line_length.py <project>

Tables and programs in a comment (indented by four blanks) are as wide as they are, and so are the messages that tests/fail expects.
"""
import re
import sys
from pathlib import Path

WIDTH = 120
COMMENT = re.compile(r"\s*//[/<]*(?![/<])(?! {4})(?! EXPECT)")
FOLDERS = ("include", "tests", "bench", "examples")


def too_wide(text):
    return [number for number, line in enumerate(text.splitlines(), start=1) if len(line) > WIDTH and COMMENT.match(line)]


def main():
    project = Path(sys.argv[1])
    found = [f"{path.relative_to(project)}:{number}: a comment of more than {WIDTH} columns" for folder in FOLDERS
             for path in sorted((project / folder).rglob("*.?pp")) for number in too_wide(path.read_text(encoding="utf-8"))]
    print("\n".join(found) or f"no comment is wider than {WIDTH} columns")
    assert too_wide("// " + "x" * WIDTH) and not too_wide("//     " + "x" * WIDTH)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
