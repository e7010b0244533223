# SPDX-License-Identifier: BSL-1.0
"""What came of the mutants: remembered as lines of JSON, explained by hand, and written down in docs/mutation.md."""
import json


class Results:
    """{identity: the last outcome}; every outcome is added to the file at once."""

    def __init__(self, path):
        self.path, self.last = path, {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                entry = json.loads(line)
                self.last[entry["identity"]] = entry

    def get(self, identity):
        return self.last.get(identity)

    def verdict(self, identity):
        return self.last[identity]["verdict"] if identity in self.last else None

    def add(self, entry):
        self.last[entry["identity"]] = entry
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")


def reasons(path):
    """{identity: why it computes the same}: lines with an identity, and indented ones with the reason; # is a remark."""
    found, identity = {}, None
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        if line.startswith(" ") and identity:
            found[identity] = f"{found[identity]} {line.strip()}".strip()
        elif line.strip() and not line.startswith("#"):
            identity = line.strip()
            found[identity] = ""
    return found


INTRODUCTION = """# Mutation testing

Written by `scripts/mutate --report`. A mutant is a header in which one thing is changed: an operator, a comparison,
a number by one, a condition, a part of a condition, a statement that is missing, two operands that changed places, what
is returned. It is killed when a test does not compile (an assertion of the compiler's, a constant that is none any
more), fails or hangs. Mutants that are no C++ are not counted. Tests are tried from the smallest on
([targets.py](../tests/mutation/targets.py)), for at most 90 seconds of processor time; those of the headers' own room
come first, random programs and the table of operations last.
"""

REPEAT = """## To repeat it

```sh
scripts/mutate --group memory --count 40   # or acceptance, laws, rules; goes on where it was stopped
scripts/mutate --survivors                 # what survived, against the tests as they are now
scripts/mutate --line rules/laws.hpp:30    # all mutants of one line
scripts/mutate --report                    # writes this page from build/mutation/results.jsonl
```

Which mutants are tried first, a seed decides (here {seed}); no line comes twice before every line came once. With
`-DTAPELESS_MUTATION_TESTS=ON`, `ctest -L mutation` tries 20 of them, in minutes. A survivor that computes the same as
the original stands with its reason in [equivalent.txt](../tests/mutation/equivalent.txt).
"""


def document(mutants, results, why, seed):
    """docs/mutation.md: of {group: its mutants, in the order of the seed} those that were tried."""
    rows, lists = [], []
    for group, each in mutants.items():
        tried = [(m, results.get(m.identity)) for m in each if results.verdict(m.identity) in ("killed", "survived")]
        if not tried:
            continue
        killed = sum(entry["verdict"] == "killed" for _, entry in tried)
        explained = [m for m, entry in tried if entry["verdict"] == "survived" and m.identity in why]
        open_ones = [m for m, entry in tried if entry["verdict"] == "survived" and m.identity not in why]
        seconds = sum(entry["seconds"] for _, entry in tried)
        rows.append((group, len(each), len(tried), killed, len(explained), len(open_ones), 100 * killed / len(tried),
                     seconds))
        lists += [f"\n### {group}\n"] if explained or open_ones else []
        lists += [shown(m, why[m.identity]) for m in sorted(explained, key=lambda m: (m.header, m.line))]
        lists += [shown(m, "**nobody has explained it yet**") for m in open_ones]
    total = [sum(r[i] for r in rows) for i in range(1, 6)]
    rows.append(("all", *total, 100 * total[2] / max(1, total[1]), sum(r[7] for r in rows)))
    table = ["| group | mutants there are | tried | killed | equivalent | unexplained | killed of tried | seconds |",
             "|---|---:|---:|---:|---:|---:|---:|---:|"]
    table += ["| {} | {} | {} | {} | {} | {} | {:.1f} % | {:.0f} |".format(*row) for row in rows]
    dates = [e["date"] for e in results.last.values()]
    when = f"Last tried on {max(dates)}, with clang++ at -O0." if dates else "Nothing was tried yet."
    lists = ["\n## Survivors\n", *lists] if lists else []
    return "\n".join([INTRODUCTION, when + "\n", *table, *lists, "\n" + REPEAT.format(seed=seed)])


def shown(mutant, reason):
    before, after = apart(mutant.before, mutant.after)
    return f"* `{mutant.header}:{mutant.line}` `{before}` → `{after}`  \n  {reason}"


def apart(before, after, around=60):
    """Two lines, cut where they are alike."""
    first = next((i for i, (a, b) in enumerate(zip(before, after)) if a != b), 0)
    last = next((i for i, (a, b) in enumerate(zip(before[::-1], after[::-1])) if a != b), 0)

    def shown_of(text):
        part = text[max(0, first - around):max(first, len(text) - last) + around]
        return ("…" if first > around else "") + part + ("…" if last > around else "")

    return shown_of(before), shown_of(after)
