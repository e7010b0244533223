# SPDX-License-Identifier: BSL-1.0
"""What came of the mutants: remembered as lines of JSON, explained by hand, and written down in docs/mutation.md."""
import json
import re
import textwrap


class Results:
    """{identity: the last outcome}; every outcome is added to the file at once."""

    def __init__(self, path):
        self.path, self.last, self.first = path, {}, {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                entry = json.loads(line)
                self.last[entry["identity"]] = entry
                self.first.setdefault(entry["identity"], entry)

    def get(self, identity):
        return self.last.get(identity)

    def was_killed_later(self, identity):
        """Whether a mutant survived at first, and a file of tests that did not notice it then has killed it."""
        first, last = self.first[identity], self.last[identity]
        return first["verdict"] == "survived" and last["verdict"] == "killed" and any(
            last["by"].startswith(f"tests/{source}") for source in first["by"].split())

    def verdict(self, identity):
        return self.last[identity]["verdict"] if identity in self.last else None

    def add(self, entry):
        self.last[entry["identity"]] = entry
        self.first.setdefault(entry["identity"], entry)
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
come first, random programs and the table of operations last. Tests are compiled by clang++ at -O0 for SSE2; the own
test of a kernel's header once more for AVX2, for AVX-512 and without vectors, where these run.

No mutants are made of `target/isa/`: its instructions stand in branches of the preprocessor, of which a compiler sees
one for each target, and g++ another one than clang++. `tests/target/isa.cpp` compares each with plain numbers, in the
builds of `scripts/test` for wider registers too. What changes speed only and not values has no test here that could
fail; those survivors say where it is measured.
"""

REPEAT = """## To repeat it

```sh
scripts/mutate --group memory --count 40   # or another group of the table; goes on where it was stopped
scripts/mutate --survivors                 # what survived, against the tests as they are now
scripts/mutate --line rules/laws.hpp:30    # all mutants of one line
scripts/mutate --report                    # writes this page from build/mutation/results.jsonl; other groups' rows stay
```

Which mutants are tried first, a seed decides (here {seed}); no line comes twice before every line came once. With
`-DTAPELESS_MUTATION_TESTS=ON`, `ctest -L mutation` tries 20 of them, as many of each group, in about 5 minutes of one
core, of which the tests take half without a mutant. A survivor that computes the same as the original stands with its
reason in [equivalent.txt](../tests/mutation/equivalent.txt).
"""


COLUMNS = ["group", "tried on", "mutants there are", "tried", "killed", "of these by tests written since", "equivalent",
           "speed only", "unexplained", "killed of those that change values", "seconds"]


def document(mutants, results, why, seed, page=""):
    """docs/mutation.md: of {group: its mutants, in the order of the seed} those that were tried; of groups without any
    what the page says already."""
    rows, lists = [], []
    for group, each in mutants.items():
        tried = [m for m in each if results.verdict(m.identity) in ("killed", "survived")]
        if not tried and (kept := row_of(group, page)):
            rows.append(kept)
            lists += [f"\n### {group}\n", survivors_of(group, page)] if survivors_of(group, page) else []
            continue
        survivors = [m for m in tried if results.verdict(m.identity) == "survived"]
        later = sum(results.was_killed_later(m.identity) for m in tried)
        explained = [why[m.identity] for m in survivors if m.identity in why]
        slower = sum(reason.startswith("Speed only") for reason in explained)
        seconds = sum(results.get(m.identity)["seconds"] for m in tried)
        dates = [results.get(m.identity)["date"] for m in tried]
        rows.append([group, max(dates, default="never"), len(each), len(tried), len(tried) - len(survivors), later,
                     len(explained) - slower, slower, len(survivors) - len(explained), round(seconds)])
        lists += [f"\n### {group}\n"] if survivors else []
        lists += [shown(m, why.get(m.identity, "**Nobody has explained it yet.**"))
                  for m in sorted(survivors, key=lambda m: (m.header, m.line))]
    rows.append(["all", "", *(sum(column) for column in list(zip(*rows))[2:])])
    table = [f"| {' | '.join(COLUMNS)} |", "|---|---|" + "---:|" * (len(COLUMNS) - 2)]
    for *cells, seconds in rows:
        killed, unexplained = cells[4], cells[-1]
        score = f"{100 * killed / max(1, killed + unexplained):.1f} %"
        table.append(f"| {' | '.join(str(cell) for cell in cells)} | {score} | {seconds} |")
    lists = ["\n## Survivors", *lists] if lists else []
    return "\n".join([INTRODUCTION, *table, *lists, "\n" + REPEAT.format(seed=seed)])


def row_of(group, page):
    """The row of a group in a page that was written before, without the share that is killed; None where there is none."""
    line = next((each for each in page.splitlines() if each.startswith(f"| {group} | ")), None)
    if line is None:
        return None
    name, date, *numbers, _, seconds = (cell.strip() for cell in line.strip("|").split("|"))
    return [name, date, *(int(number) for number in numbers), int(seconds)]


def survivors_of(group, page):
    found = re.search(rf"^### {group}\n\n(.*?)\n(?=\n##|\Z)", page, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def shown(mutant, reason):
    before, after = apart(mutant.before, mutant.after)
    why = textwrap.fill(reason, 120, initial_indent="  ", subsequent_indent="  ", break_long_words=False,
                        break_on_hyphens=False)
    return f"* `{mutant.header}:{mutant.line}` `{before}` → `{after}`  \n{why}"


def apart(before, after, around=60):
    """Two lines, cut where they are alike."""
    first = next((i for i, (a, b) in enumerate(zip(before, after)) if a != b), 0)
    last = next((i for i, (a, b) in enumerate(zip(before[::-1], after[::-1])) if a != b), 0)

    def shown_of(text):
        part = text[max(0, first - around):max(first, len(text) - last) + around]
        return ("…" if first > around else "") + part + ("…" if last > around else "")

    return shown_of(before), shown_of(after)
