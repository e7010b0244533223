#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Are the mutants what they should be? Lines of C++ and what is to become of them, and what must not change."""
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import mutants  # its folder is on the path of a script
import record
import targets
import trial

FUNCTION = """// a > b
constexpr bool f(int a, int b) {
  LINE
}
"""

# a line, what has to be among its mutants, what must not be
LINES = [
    ("return a < b;", ["return a <= b;", "return a >= b;", "return !(a < b);"], ["return b < a;"]),
    ("if (a == 0 && g(b)) return true;",
     ["if (a == 0) return true;", "if (g(b)) return true;", "if (a == 0 || g(b)) return true;",
      "if (!(a == 0 && g(b))) return true;", "if (false) return true;", "if (a == 1 && g(b)) return true;",
      "if (a >= 0 && g(b)) return true;", "if (a == 0 && g(b)) return false;"], []),
    ("return n.a - n.b;", ["return n.a + n.b;", "return n.b - n.a;", "return n.b - n.b;"], []),
    ("if (int const r = g(a, b); r != 0) return r > 0;", ["if (int const r = g(a, b); false) return r > 0;",
                                                          "if (int const r = g(b, a); r != 0) return r > 0;"], []),
    ("x.push_back(a); return h<a < b>(b);", ["; return h<a < b>(b);"], ["x.push_back(a); return h<a <= b>(b);"]),
    ("int const c = d<2>(a) ? 1 : 2; return c;", ["int const c = !(d<2>(a)) ? 1 : 2; return c;",
                                                  "int const c = d<2>(a) ? 2 : 2; return c;"],
     ["int const c = d<3>(a) ? 1 : 2; return c;"]),
    ("return b.apply(op::subtract, a, b) != none;", ["return b.apply(op::subtract, b, a) != none;",
                                                     "return b.apply(op::add, a, b) != none;"], []),
    ("return b.apply(op::add, a, b) != none;", [], ["return b.apply(op::add, b, a) != none;"]),
    ("for (int i = 0; i < a; ++i) --b;", ["for (int i = 0; i <= a; ++i) --b;", "for (int i = 0; i < a; ++i) ;"],
     ["for (int i = 1; i < a; ++i) --b;", "for (int i = 0; i >= a; ++i) --b;"]),
    ("switch (a) { case 1: case 2: return true; }", ["switch (a) { case 2: return true; }",
                                                     "switch (a) { case 1: return true; }"], []),
    ('static_assert(a < 1, "a < 1");', [], ['static_assert(a <= 1, "a < 1");', 'static_assert(a < 2, "a < 1");', ";"]),
    ('return g("a < b && 1");  // a < b', [], ['return g("a <= b && 1");', 'return g("a < b && 2");']),
    ("auto&& c = static_cast<int const&>(a); return c;", [], ["auto|| c = static_cast<int const&>(a); return c;"]),
]


def becomes(line):
    text = FUNCTION.replace("LINE", line)
    return {m.after for m in mutants.mutants_of("f.hpp", text)}, text


def checks():
    for line, wanted, unwanted in LINES:
        found, _ = becomes(line)
        for each in wanted:
            yield f"{line}  =>  {each}", each in found
        for each in unwanted:
            yield f"{line}  never  {each}", each not in found
    text = FUNCTION.replace("LINE", "if (a < b) return true;\n  if (a < b) return false;\n  return a % 2 == 0;")
    some = mutants.mutants_of("f.hpp", text)
    yield "identities are unique", len({m.identity for m in some}) == len(some)
    yield "a mutant differs in its lines only", all(m.of(text).count("\n") == text.count("\n") for m in some)
    yield "a comment is no part of an identity", "a > b" not in " ".join(m.identity for m in some)
    order = [m.identity for m in mutants.sample(some, 1)]
    fewer = [m.identity for m in mutants.sample(some[1:], 1)]
    lines = {m.identity: m.line for m in some}
    yield "an order stays", [i for i in order if lines[i] > 3] == [i for i in fewer if lines[i] > 3]
    yield "seeds differ", order != [m.identity for m in mutants.sample(some, 2)]
    yield "no line comes twice before all came", len({m.line for m in mutants.sample(some, 1)[:3]}) == 3
    yield "a failed assertion is noticed", trial.refused("a.cpp:1:1: error: static_assert failed").verdict == "killed"
    yield "a syntax error is no mutant", trial.refused("a.cpp:1:1: error: expected ';'").verdict == "invalid"
    yield "no header is in two groups", one_group_each()
    yield "every group has tests", all(every_header_has_tests(g) for g in targets.GROUPS)
    with tempfile.TemporaryDirectory() as folder:
        yield from checks_of_records(Path(folder))


ROOT = Path(__file__).resolve().parent.parent.parent


def one_group_each():
    headers = [h for g in targets.GROUPS for h in targets.headers_of(g, ROOT)]
    return headers and len(headers) == len(set(headers))


def every_header_has_tests(group):
    return all((ROOT / "tests" / source).is_file() for h in targets.headers_of(group, ROOT)
               for unit in targets.units_for(h, group, ROOT) for source in targets.flags_and_sources(unit)[1])


def checks_of_records(folder):
    results = record.Results(folder / "results.jsonl")
    results.add({"identity": "f.hpp: a => b", "verdict": "survived", "by": "f.cpp g.cpp"})
    results.add({"identity": "f.hpp: a => b", "verdict": "killed", "by": "tests/g.cpp: a test"})
    results.add({"identity": "f.hpp: b => c", "verdict": "killed", "by": "tests/g.cpp: a test"})
    read = record.Results(folder / "results.jsonl")
    yield "the last outcome counts", read.verdict("f.hpp: a => b") == "killed"
    yield "a new test is known", read.was_killed_later("f.hpp: a => b") and not read.was_killed_later("f.hpp: b => c")
    (folder / "reasons.txt").write_text("# a remark\nf.hpp: a => b\n  the same,\n  twice\n\nf.hpp: b => c\n  so\n")
    expected = {"f.hpp: a => b": "the same, twice", "f.hpp: b => c": "so"}
    yield "reasons are read", record.reasons(folder / "reasons.txt") == expected
    page = ("| memory | 2026-01-02 | 9 | 4 | 3 | 0 | 1 | 0 | 0 | 100.0 % | 7 |\n\n## Survivors\n\n### memory\n\n"
            "* `f.hpp:1` `a` → `b`  \n  So.\n\n## To repeat it\n")
    again = record.document({"memory": [], "laws": []}, results, {}, 1, page)
    yield "what was not tried again stays", all(each in again for each in page.split("\n\n")[:-1])
    yield "a group that was never tried says so", "| laws | never |" in again
    yield "a page that is written again stays", again == record.document({"memory": [], "laws": []}, results, {}, 1, again)
    yield "lines are shown where they differ", record.apart("x" * 99 + "<" + "y", "x" * 99 + "<=" + "y", 5) == (
        "…xxxx<y", "…xxxx<=y")


def main():
    failed = 0
    for name, good in checks():
        failed += not good
        if not good:
            print(f"FAIL {name}")
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
