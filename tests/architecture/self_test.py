#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Do include_direction.py, mirrors.py and no_default.py find their prey? Made-up trees, right at first, then with one thing wrong at a time."""
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import include_direction  # its folder is on the path of a script
import mirrors
import no_default

GOOD = {
    "tapeless.hpp": "#include <tapeless/train/trainer.hpp>\n",
    "meta/list.hpp": "#include <array>\n#include <boost/hana/tuple.hpp>\n",
    "graph/node.hpp": "#include <tapeless/meta/list.hpp>\n",
    "train/trainer.hpp": "#include <tapeless/graph/node.hpp>\n#include \"../meta/list.hpp\"\n",
    "show/notation/walker.hpp": "",
    "show/dot.hpp": "",
    "show/text.hpp": "#include <tapeless/show/notation/walker.hpp>\n",
    "show/plan/table.hpp": "#include <tapeless/show/text.hpp>\n",
    "io/csv.hpp": "#include <string>\n#include <tapeless/train/trainer.hpp>\n",
}

# name, header, its text instead, what the report must contain
WRONG = [
    ("an arrow upwards", "meta/list.hpp", "#include <tapeless/graph/other.hpp>\n", "lies in a higher room"),
    ("an arrow upwards by a relative path", "meta/list.hpp", "#include \"../graph/other.hpp\"\n", "in a higher room"),
    ("an arrow to the umbrella", "meta/list.hpp", "#include <tapeless/other.hpp>\n", "lies in a higher room"),
    ("a format within another", "show/text.hpp", "#include <tapeless/show/dot.hpp>\n", "is not made of dot"),
    ("a missing header", "io/csv.hpp", "#include <tapeless/meta/none.hpp>\n", "does not exist"),
    ("a heavy header", "train/trainer.hpp", "# include <vector>\n", "<vector> is too heavy"),
    ("all of Hana", "meta/list.hpp", "#include <boost/hana.hpp>\n", "boost/hana.hpp"),
    ("another Boost library", "io/csv.hpp", "#include <boost/optional.hpp>\n", "boost/optional.hpp"),
    ("a ring", "meta/list.hpp", "#include <tapeless/meta/list.hpp>\n", "include cycle"),
    ("a long header", "meta/list.hpp", "\n" * include_direction.MAXIMUM_LINES, "lines, at most"),
    ("an unknown room", "attic/box.hpp", "", "attic/ is not a room"),
]


def report(tree, exceptions=None):
    with tempfile.TemporaryDirectory() as folder:
        for header, text in {**tree, "graph/other.hpp": "", "other.hpp": ""}.items():
            path = Path(folder) / "tapeless" / header
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{include_direction.LICENCE}\n#pragma once\n{text}", encoding="utf-8")
        return include_direction.violations(folder, exceptions or {})[0]


def without_test(tested_by, *more):
    """What mirrors.py says of two headers, of which one has its test, and of `more` files."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("include/tapeless/graph/node.hpp", "include/tapeless/graph/edge.hpp", "tests/graph/node.cpp", *more):
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("namespace tapeless {}\n", encoding="utf-8")
        return mirrors.missing(Path(folder), tested_by)


def defaults(labels, allowed):
    """What no_default.py says of a header with so many labels."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tapeless" / "switch.hpp"
        path.parent.mkdir(parents=True)
        path.write_text("    default: break;  // default: not here\n" * labels, encoding="utf-8")
        return no_default.wrong(Path(folder), allowed)


def main():
    upwards = {**GOOD, "meta/list.hpp": "#include <tapeless/graph/other.hpp>\n"}
    excused = {("meta/list.hpp", "graph/other.hpp"): "for this test"}
    checks = [("a good tree", report(GOOD) == []),
              ("an excused arrow", report(upwards, excused) == []),
              ("an excuse without its arrow", len(report(GOOD, excused)) == 1)]
    edge_by_node = {"graph/edge.hpp": "graph/node.cpp"}
    checks += [("a header without test", without_test({}) == ["graph/edge.hpp has no test tests/graph/edge.cpp"]),
               ("a header with its test", without_test({}, "tests/graph/edge.cpp") == []),
               ("one that another test has", without_test(edge_by_node) == []),
               ("and that has its own as well", len(without_test(edge_by_node, "tests/graph/edge.cpp")) == 1),
               ("a record", without_test(edge_by_node, "include/tapeless/ops/sum.hpp") == []),
               ("an exception for no header", len(without_test({**edge_by_node, "a/b.hpp": "graph/node.cpp"})) == 1),
               ("an exception by no test", len(without_test({"graph/edge.hpp": "a/b.cpp"})) == 1)]
    checks += [("no label", defaults(0, {}) == []),
               ("a label", len(defaults(1, {})) == 1),
               ("an allowed label", defaults(1, {"switch.hpp": 1}) == []),
               ("a label more than is allowed", len(defaults(2, {"switch.hpp": 1})) == 1),
               ("a label that is allowed and not there", len(defaults(0, {"switch.hpp": 1})) == 1)]
    for name, header, text, expected in WRONG:
        found = report({**GOOD, header: text})
        checks.append((name, len(found) == 1 and expected in found[0]))
    for name, good in checks:
        print(f"{'ok  ' if good else 'FAIL'} {name}")
    return 0 if all(good for _, good in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
