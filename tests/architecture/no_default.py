#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Whether switches of include/ name all that they are over: a `default:` hides the enumerator that somebody adds.

    no_default.py <include>

What differs from one operation to the next is a member of its record (ops/record.hpp); a switch goes over a family or a form. Exit code 1
where there is a label that ALLOWED does not have, or one less than it says.
"""
import re
import sys
from pathlib import Path

# header: how many of its switches are over what is no enumeration
ALLOWED = {
    "kernel/operand.hpp": 1,  # the width of an integer, a number of bytes
}
LABEL = re.compile(r"^\s*default\s*:", re.MULTILINE)


def wrong(include, allowed):
    """What is wrong, a line each."""
    root = include / "tapeless"
    counts = {path.relative_to(root).as_posix(): len(LABEL.findall(path.read_text(encoding="utf-8")))
              for path in sorted(root.rglob("*.hpp"))}
    found = [f"{header}: {count} `default:`, {allowed.get(header, 0)} allowed" for header, count in counts.items()
             if count > allowed.get(header, 0)]
    return found + [f"{header}: {count} `default:` allowed, it has {counts.get(header, 0)}"
                    for header, count in allowed.items() if count > counts.get(header, 0)]


def main():
    found = wrong(Path(sys.argv[1]), ALLOWED)
    print("\n".join(found) or "switches name all that they are over")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
