#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The house rules of include/, read from the #include lines.

    include_direction.py <include folder>

* A header includes only from its own room or a lower one. Headers directly in tapeless/ (the umbrella) lie above all.
* Within show/ a format includes only itself, show/notation/, and another format that FORMATS says it prints.
* Up to and including save/ no header that allocates, throws or drags in streams: these rooms run on a microcontroller.
* Of Boost only single Hana headers, boost/hana/<name>.hpp; boost/hana.hpp is all of Hana at once.
* No include cycle. No header over MAXIMUM_LINES lines. `#pragma once` (but for BRACKETS) and the licence line in each.
"""
import re
import sys
from pathlib import Path

ROOMS = ["target", "meta", "math", "shape", "ops", "expr", "graph", "rules", "diff", "plan", "kernel", "run", "nn", "train",
         "save", "show", "check", "io"]  # lowest first
LAST_BARE_ROOM = "save"
MAXIMUM_LINES = 300
LICENCE = "// SPDX-License-Identifier: BSL-1.0"

# of show/: a format, and those whose formulas are part of it
FORMATS = {"text": [], "latex": [], "dot": [], "c": [], "plan": ["text"], "derivation": ["latex"], "notation": []}

HEAVY = set("""ranges random iostream functional string vector map memory sstream istream ostream fstream iomanip
               unordered_map unordered_set set list deque any regex filesystem""".split())

# ("room/from.hpp", "room/to.hpp"): "why this arrow may point upwards". One that is no longer needed is an error.
EXCEPTIONS: dict[tuple[str, str], str] = {}

# What users' headers begin and end with, one inside the other.
BRACKETS = ["meta/users_macros_away.hpp", "meta/users_macros_back.hpp"]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
HANA = re.compile(r"boost/hana/[\w/]+\.hpp")


def includes(path):
    """(line number, quote, name) of each #include in a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if found := INCLUDE.match(line):
            yield number, found[1], found[2]


def room_of(header):
    """Height of a header given relative to tapeless/; above all rooms for the umbrella; None in an unknown room."""
    parts = header.split("/")
    if len(parts) == 1:
        return len(ROOMS)
    return ROOMS.index(parts[0]) if parts[0] in ROOMS else None


def format_of(header):
    """The format that a header of show/ belongs to, else None."""
    parts = header.split("/")
    return parts[1].removesuffix(".hpp").removesuffix("_program") if parts[0] == "show" and len(parts) > 1 else None


def own_header(root, path, quote, name):
    """The included header relative to tapeless/, or None when it is not one of ours."""
    if name.startswith("tapeless/"):
        return name.removeprefix("tapeless/")
    if quote == '"':
        target = (path.parent / name).resolve()
        base = (root / "tapeless").resolve()
        return target.relative_to(base).as_posix() if target.is_relative_to(base) else None
    return None


def wrong_foreign(header, name):
    """What is wrong with including a header that is not ours, or None."""
    if name.startswith("boost/") and not HANA.fullmatch(name):
        return f"<{name}>: of Boost only single headers boost/hana/*.hpp"
    height = room_of(header)
    bare = height is not None and height <= ROOMS.index(LAST_BARE_ROOM)
    if bare and name in HEAVY:
        return f"<{name}> is too heavy for a room up to {LAST_BARE_ROOM}/"
    return None


def wrong_arrow(root, header, target, exceptions, used):
    """What is wrong with including one of our own headers, or None."""
    if not (root / "tapeless" / target).is_file():
        return f"<tapeless/{target}> does not exist"
    if (form := format_of(header)) and (other := format_of(target)) and other not in (form, "notation"):
        return None if other in FORMATS.get(form, []) else f"<tapeless/{target}>: {form} is not made of {other}"
    below, above = room_of(header), room_of(target)
    if below is None or above is None or above <= below:
        return None  # an unknown room is reported once, for its header
    if (header, target) in exceptions:
        used.add((header, target))
        return None
    return f"<tapeless/{target}> lies in a higher room than {header.split('/')[0]}/"


def cycle(arrows):
    """A list of headers that include each other in a ring, or an empty list."""
    state, path = {}, []

    def visit(header):
        state[header] = "open"
        path.append(header)
        for target in arrows.get(header, ()):
            if state.get(target) == "open":
                return path[path.index(target):] + [target]
            if target not in state and (ring := visit(target)):
                return ring
        state[header] = "done"
        path.pop()
        return []

    for header in arrows:
        if header not in state and (ring := visit(header)):
            return ring
    return []


def wrong_file(header, path):
    """What is wrong with a header as a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if room_of(header) is None:
        yield f"{header}: {header.split('/')[0]}/ is not a room"
    if len(lines) > MAXIMUM_LINES:
        yield f"{header}: {len(lines)} lines, at most {MAXIMUM_LINES}"
    if not lines or lines[0] != LICENCE:
        yield f"{header}:1: expected `{LICENCE}`"
    if "#pragma once" not in lines and header not in BRACKETS:
        yield f"{header}: no `#pragma once`"


def violations(root, exceptions=None):
    """(violations as lines of text, number of headers) below the include folder `root`."""
    exceptions = EXCEPTIONS if exceptions is None else exceptions
    root, found, arrows, used = Path(root), [], {}, set()
    for path in sorted((root / "tapeless").rglob("*.hpp")):
        header = path.relative_to(root / "tapeless").as_posix()
        found.extend(wrong_file(header, path))
        arrows[header] = []
        for number, quote, name in includes(path):
            target = own_header(root, path, quote, name)
            if target is None:
                wrong = wrong_foreign(header, name)
            else:
                arrows[header].append(target)
                wrong = wrong_arrow(root, header, target, exceptions, used)
            if wrong:
                found.append(f"{header}:{number}: {wrong}")
    if ring := cycle(arrows):
        found.append("include cycle: " + " -> ".join(ring))
    found.extend(f"exception {a} -> {b} is not needed any more" for a, b in exceptions if (a, b) not in used)
    return found, len(arrows)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    found, count = violations(sys.argv[1])
    if count == 0:
        sys.exit(f"no headers under {sys.argv[1]}/tapeless")
    for line in found:
        print(line)
    print(f"{count} headers, {len(found)} violations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
