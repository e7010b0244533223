#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Lines are at most 120 columns wide: comments of C++ (clang-format sees to the code, but leaves them as they are),
documents, CMake files and scripts.

    line_length.py <project>

As wide as they are may be: tables and programs in a comment (indented by four blanks) and the messages that tests/fail
expects; of documents tables, fenced blocks and the mutants of docs/mutation.md, a line each; and what no blank breaks:
code, links and strings.
"""
import re
import sys
from pathlib import Path

WIDTH = 120
COMMENT = re.compile(r"\s*//[/<]*(?![/<])(?! {4})(?! EXPECT)")
FOLDERS = ("include", "tests", "bench", "examples")
BUILT = {"build", ".git"}

FENCE = re.compile(r"\s*```")
AS_IT_IS = re.compile(r"\||\s*<|\* `[\w/]+\.hpp:\d+` ")
UNBREAKABLE = re.compile(r"`[^`]*`|!?\[[^\]]*\]\([^)]*\)")
STRING = re.compile(r'"[^"]*"')
BREAK = re.compile(r"\S \S")
MARK = re.compile(r"\s*(?:[-*+]|\d+\.|#+) ")


def too_wide(text):
    return [number for number, line in enumerate(text.splitlines(), start=1) if len(line) > WIDTH and COMMENT.match(line)]


def too_wide_in_document(text):
    found, is_fenced = [], False
    for number, line in enumerate(text.splitlines(), start=1):
        is_fenced ^= bool(FENCE.match(line))
        if is_fenced or len(line) <= WIDTH or AS_IT_IS.match(line):
            continue
        if BREAK.search(UNBREAKABLE.sub("x", MARK.sub("", line))):
            found.append(number)
    return found


def too_wide_in_script(text):
    return [number for number, line in enumerate(text.splitlines(), start=1)
            if len(line) > WIDTH and BREAK.search(STRING.sub("x", line.strip()))]


def of_project(project):
    """(file, what is too wide in it, how to find that)"""
    for folder in FOLDERS:
        yield from ((path, "a comment", too_wide) for path in sorted((project / folder).rglob("*.?pp")))
    for pattern in ("*.md", "docs/*.md", "site/**/*.md"):
        yield from ((path, "a line", too_wide_in_document) for path in sorted(project.glob(pattern)))
    for pattern in ("**/CMakeLists.txt", "**/*.cmake", "scripts/*"):
        yield from ((path, "a line", too_wide_in_script) for path in sorted(project.glob(pattern))
                    if path.is_file() and not BUILT & set(path.relative_to(project).parts))


def works():
    prose = "x " * WIDTH
    return (too_wide("// " + "x" * WIDTH) and not too_wide("//     " + "x" * WIDTH) and too_wide_in_script(f"# {prose}")
            and not too_wide_in_script(f'  "{prose}"') and too_wide_in_document(f"```\n```\n{prose}")
            and not too_wide_in_document(f"```\n{prose}\n```\n| {prose} |\n* `{prose}`\n![{prose}](y.svg)"))


def main():
    project = Path(sys.argv[1])
    files = list(of_project(project))
    found = [f"{path.relative_to(project)}:{number}: {what} of more than {WIDTH} columns" for path, what, judge in files
             for number in judge(path.read_text(encoding="utf-8"))]
    print("\n".join(found) or f"none of {len(files)} files has a line of more than {WIDTH} columns")
    assert works()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
