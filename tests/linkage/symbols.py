#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Judge object files by their symbols.

    symbols.py --nm nm same    first.o second.o program    the units share their functions, the program holds each once
    symbols.py --nm nm apart   sse2 base.o avx2 wide.o     no function of the library is in both, each unit has its own target's
    symbols.py --nm nm bare    unit.o                      no heap, no exceptions, no run-time type information
    symbols.py --nm nm short   480 unit.o                  no mangled name of the library is longer
"""
import argparse
import re
import subprocess
import sys
from collections import Counter

# Copies that a compiler specializes from a function for one unit are local by nature.
CLONE = re.compile(r"\.(isra|constprop|part|cold|lto_priv)\b")
# nm's letters: W weak function, V weak object, u unique object; small letters are local.
WEAK = "WVu"
FORBIDDEN = re.compile(r"(malloc|calloc|realloc|aligned_alloc|free|_Zn[wa].*|_Zd[la].*|__cxa_(throw|allocate_exception|begin_catch|guard_acquire)|"
                       r"_Unwind_.*|__gxx_personality_.*|_ZT[IVS].*|__dynamic_cast)")


def symbols(nm, path):
    """[(kind, mangled name)] of one file."""
    answer = subprocess.run([nm, path], stdout=subprocess.PIPE, text=True, check=True).stdout
    return [tuple(line.split()[-2:]) for line in answer.splitlines() if len(line.split()) >= 2]


def ours(name):
    return "8tapeless" in name


def same(nm, first, second, program):
    wrong = []
    weak = [{name for kind, name in symbols(nm, unit) if kind in WEAK and ours(name)} for unit in (first, second)]
    shared = weak[0] & weak[1]
    for part in ("6kernel", "8run_pack"):
        if not any(part in name for name in shared):
            wrong.append(f"the units share no symbol with {part}: the test does not test")
    for unit in (first, second):
        wrong += [f"{unit} has a copy of its own: {name}" for kind, name in symbols(nm, unit)
                  if kind in "tdbr" and ours(name) and not CLONE.search(name)]
    count = Counter(name for kind, name in symbols(nm, program))
    wrong += [f"{count[name]} times in the program: {name}" for name in sorted(shared) if count[name] != 1]
    print(f"{len(weak[0])} and {len(weak[1])} weak symbols, {len(shared)} shared")
    return wrong


def apart(nm, base_target, base, wide_target, wide):
    wrong = []
    functions = []
    for target, unit in ((base_target, base), (wide_target, wide)):
        found = {name for kind, name in symbols(nm, unit) if kind == "W" and ours(name)}
        inside = f"8tapeless{len(target)}{target}"
        if not any(inside in name for name in found):
            wrong.append(f"{unit} has no function in tapeless::{target}: the test does not test")
        functions.append(found)
    wrong += [f"in both units: {name}" for name in sorted(functions[0] & functions[1])]
    print(f"{len(functions[0])} functions for {base_target}, {len(functions[1])} for {wide_target}")
    return wrong


def bare(nm, unit):
    found = symbols(nm, unit)
    wrong = [f"contains or needs {name}" for kind, name in found if FORBIDDEN.fullmatch(name)]
    if not any(ours(name) for kind, name in found):
        wrong.append(f"{unit} has no symbol of the library: the test does not test")
    print(f"{len(found)} symbols; from outside: {', '.join(sorted(name for kind, name in found if kind == 'U')) or 'none'}")
    return wrong


def short(nm, most, unit):
    names = {name for kind, name in symbols(nm, unit) if ours(name)}
    longest = max(names, key=len, default="")
    print(f"{len(names)} symbols; the longest has {len(longest)} characters: {longest}")
    if not names:
        return [f"{unit} has no symbol of the library: the test does not test"]
    return [f"more than {most} characters: {name}" for name in sorted(names) if len(name) > int(most)]


def main():
    parser = argparse.ArgumentParser(description="Judge object files by their symbols.")
    parser.add_argument("--nm", required=True)
    parser.add_argument("rule", choices=["same", "apart", "bare", "short"])
    parser.add_argument("arguments", nargs="+")
    given = parser.parse_args()
    wrong = {"same": same, "apart": apart, "bare": bare, "short": short}[given.rule](given.nm, *given.arguments)
    for complaint in wrong:
        print(complaint)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
