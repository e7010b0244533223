#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Judge the single header.

    judge.py same <program> <program>                             both end well and print the same
    judge.py generator <project> <single header> <with Boost>     what scripts/single-header wrote, and what it refuses
"""
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HANA = "boost/hana/"

def same(*programs):
    runs = [subprocess.run([program], capture_output=True, text=True, check=False) for program in programs]
    for program, run in zip(programs, runs):
        print(f"{program}, exit code {run.returncode}: {run.stdout}")
    good = all(run.returncode == 0 and run.stdout == runs[0].stdout != "" for run in runs)
    return [] if good else ["the programs differ, or fail"]


def contents(project, text, with_boost):
    """What is wrong with a single header of all but io/."""
    include = project / "include"
    named = Counter(re.findall(r"^// ---- (\S+)$", text, re.M))
    included = Counter(re.findall(r"^#include <([\w./]*)>", text, re.M))
    wrong = [f"{name} is included {count} times" for name, count in included.items() if count > 1]
    wrong += [f"{name} is included" for name in included if "/" in name and not (with_boost and name.startswith(HANA))]
    for room in ("check", "show", "train", "run"):
        for path in sorted((include / "tapeless" / room).rglob("*.hpp")):
            header = path.relative_to(include).as_posix()
            if named[header] != 1:
                wrong.append(f"{header} is there {named[header]} times")
    inside, outside = (any(name.startswith(HANA) for name in names) for names in (named, included))
    if (inside, outside) != (not with_boost, with_boost):
        wrong.append("Boost.Hana is inside and included, or neither")
    if any(name.startswith("tapeless/io/") for name in named):
        wrong.append("io/ is inside")
    taken, given_back = (text.find(f'#pragma {what}_macro("abs")') for what in ("push", "pop"))
    if not 0 <= taken < text.find("namespace tapeless") < text.rfind("namespace tapeless") < given_back or \
            text.count('_macro("abs")') != 2:
        wrong.append("users' macros are not taken before all else and given back behind all else, once")
    if text.count("#pragma once") != 1 or "Boost Software License" not in text[:1000]:
        wrong.append("a single header is included once, and has its licence")
    return wrong


def run(project, *arguments):
    return subprocess.run([sys.executable, str(project / "scripts/single-header"), *arguments], capture_output=True,
                          text=True, check=False, cwd="/")


# arguments: what the error has to say
REFUSED = {
    ("--output", "{folder}/a.hpp", "--with", "show/tex.hpp"): "there is no header show/tex.hpp",
    ("--output", "{folder}/a.hpp", "--boost", "{folder}"): "no boost/hana/version.hpp in {folder}: give --boost FOLDER",
    ("--output", "{folder}/none/a.hpp"): "cannot write {folder}/none/a.hpp: No such file",
    ("--output", "{folder}"): "cannot write {folder}: Is a directory",
    ("--with", "show/text.hpp"): "required: --output",
}


def refusals(project, folder):
    wrong = []
    for arguments, message in REFUSED.items():
        answer = run(project, *(argument.format(folder=folder) for argument in arguments))
        if answer.returncode == 0 or message.format(folder=folder) not in answer.stderr or "Traceback" in answer.stderr:
            wrong.append(f"{' '.join(arguments)} says {answer.stderr}")
    if list(Path(folder).iterdir()):
        wrong.append("a refused header was written")
    return wrong


def generator(project, alone, with_boost):
    project = Path(project)
    texts = [Path(path).read_text(encoding="utf-8") for path in (alone, with_boost)]
    wrong = contents(project, texts[0], False) + contents(project, texts[1], True)
    if not all([contents(project, texts[0], True), contents(project, texts[1], False), contents(project, "", False)]):
        wrong.append("this test does not notice a wrong header")
    with tempfile.TemporaryDirectory() as folder:
        wrong += refusals(project, folder)
        for name, options in {"again": [], "smaller": ["--with", "show/text.hpp"], "least": ["--with"]}.items():
            run(project, "--output", f"{folder}/{name}", "--without-hana", *options)
        again, smaller, least = (Path(folder, name).read_bytes() for name in ("again", "smaller", "least"))
    if again != Path(with_boost).read_bytes():
        wrong.append("two runs give different bytes")
    if b"---- tapeless/show/text.hpp\n" not in smaller or b"/latex.hpp\n" in smaller or b"---- tapeless/show/" in least:
        wrong.append("--with does not choose")
    return wrong


def main():
    wrong = {"same": same, "generator": generator}[sys.argv[1]](*sys.argv[2:])
    print("\n".join(wrong) or "as it should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
