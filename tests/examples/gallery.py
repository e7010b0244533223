#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""docs/gallery.md shows every program of examples/gallery, by its command and its picture, and none that is not there.

    gallery.py <project>
"""
import re
import sys
from pathlib import Path


def main():
    project = Path(sys.argv[1])
    programs = {path.stem for path in (project / "examples/gallery").glob("*.cpp")}
    pictures = {path.stem for path in (project / "docs/gallery").glob("*.svg")}
    document = (project / "docs/gallery.md").read_text(encoding="utf-8")
    wrong = [f"{name}: only one of {what}" for what, found in {
        "program and picture": pictures,
        "program and command": set(re.findall(r"^scripts/gallery (\w+)$", document, re.M)),
        "program and picture in docs/gallery.md": set(re.findall(r"\]\(gallery/(\w+)\.svg\)", document)),
    }.items() for name in sorted(found ^ programs)]
    wrong += [f"{path.name} has {lines} lines, more than 100" for path in sorted((project / "examples/gallery").glob("*.cpp"))
              if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 100]
    print("\n".join(wrong))
    return 1 if wrong or not programs else 0


if __name__ == "__main__":
    sys.exit(main())
