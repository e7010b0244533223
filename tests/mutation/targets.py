# SPDX-License-Identifier: BSL-1.0
"""Which headers belong to a group of mutants, and which tests should notice, the smallest first."""
import functools
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "architecture"))
from mirrors import TESTED_BY  # noqa: E402

# Patterns of headers below include/tapeless, and of tests below tests/ that come behind the header's own (those of its name,
# and what must not compile and is named after it); "last" is for survivors of those. Words with a dash are the compiler's: a test
# is built for other registers then, and left out where it does not run.
GROUPS = {
    "memory": {
        "headers": ["plan/memory.hpp", "plan/storage.hpp", "plan/readers.hpp", "plan/schedule.hpp"],
        "tests": ["plan/memory.cpp", "plan/schedule.cpp", "plan/plan.cpp", "plan/transposed_copy.cpp",
                  "run/random_programs_1.cpp", "plan/core_fusion.cpp", "plan/one_sample.cpp", "run/program.cpp"],
        "last": ["plan/simultaneity.cpp"],
    },
    "acceptance": {
        "headers": ["run/acceptance.hpp", "run/bound_run.hpp", "run/binding.hpp", "run/diagnosis.hpp", "run/finite.hpp",
                    "run/held.hpp", "run/status.hpp", "run/verdict.hpp", "run/written.hpp"],
        "tests": ["run/bound_run.cpp", "run/binding.cpp", "run/finite.cpp", "run/acceptance.cpp", "run/verdict.cpp",
                  "run/status.cpp", "run/program.cpp", "run/result.cpp", "run/store.cpp", "train/trainer.cpp",
                  "fail/*b[oi]*nd*.cpp", "fail/*store*.cpp", "fail/*twice.cpp", "fail/*missing*.cpp", "fail/one_*.cpp",
                  "fail/two_*.cpp", "fail/*type.cpp", "fail/more_*.cpp", "fail/inside_*.cpp", "fail/*own.cpp"],
        "last": ["run/random_programs_1.cpp"],
    },
    "laws": {
        "headers": ["rules/*laws.hpp", "rules/simplifier.hpp", "rules/folding.hpp"],
        "tests": ["rules/laws.cpp", "rules/simplifier.cpp", "rules/folding.cpp", "rules/*_laws.cpp",
                  "rules/elementwise_derivative.cpp", "diff/grad.cpp", "laws/algebra.cpp", "laws/derivatives.cpp",
                  "laws/*.cpp"],
        "last": ["run/random_programs_1.cpp", "operations"],
    },
    "rules": {
        "headers": ["rules/*.hpp", "diff/*.hpp"],
        "tests": ["rules/elementwise_derivative.cpp", "rules/tangent.cpp", "rules/stacked.cpp", "diff/grad.cpp",
                  "diff/jvp.cpp", "diff/vjp.cpp", "diff/hvp.cpp", "diff/reverse.cpp", "laws/derivatives.cpp",
                  "rules/*.cpp", "diff/jacobian.cpp", "laws/*.cpp"],
        "last": ["run/random_programs_1.cpp", "operations"],
    },
    "planner": {
        "headers": ["plan/*.hpp", "target/description.hpp", "target/current.hpp", "target/arm.hpp", "target/portable.hpp",
                    "target/wasm.hpp", "target/x86.hpp"],
        "tests": ["plan/select.cpp", "plan/recomputation.cpp", "plan/options.cpp", "plan/core_fusion.cpp", "plan/plan.cpp",
                  "plan/memory.cpp", "plan/schedule.cpp", "target/description.cpp", "plan/*.cpp", "show/plan.cpp"],
        "last": ["run/random_programs_1.cpp", "run/random_programs_2.cpp"],
    },
    "kernels": {
        "headers": ["kernel/*.hpp", "kernel/*/*.hpp", "run/kernels.hpp", "run/step_at.hpp", "run/execute.hpp",
                    "target/isa.hpp"],
        "tests": ["-U__SSE2__ own", "kernel/product_and_functions.cpp", "-march=x86-64-v4 own", "-march=x86-64-v3 own",
                  "kernel/product.cpp", "kernel/softmax.cpp", "kernel/elementwise.cpp", "run/execute.cpp",
                  "kernel/batch_minor/*.cpp", "kernel/*.cpp", "target/isa.cpp"],
        "last": ["run/random_programs_1.cpp", "run/random_programs_2.cpp"],
    },
}
AT_ONCE = ["memory", "acceptance", "laws", "rules", "planner", "kernels"]  # what `--group all` means
NOT_FOR_THIS_COMPILER = ("laws/users_names_do_not_clash.cpp",)
# Operations by the interpreter and as programs: parts of the table that are cheap to compile, together one executable.
OPERATIONS = ["operations/table.cpp", "operations/document.cpp", "operations/judgement.cpp", "operations/movements.cpp",
              "operations/reductions.cpp", "operations/steps_and_choices.cpp"]


def headers_of(group, root):
    """The headers of a group, relative to include/tapeless; a group has those that no group before it has."""
    folder, taken = Path(root) / "include/tapeless", set()
    for name, entry in GROUPS.items():
        mine = sorted(h.relative_to(folder).as_posix() for pattern in entry["headers"] for h in folder.glob(pattern))
        mine = [h for h in dict.fromkeys(mine) if h not in taken]
        if name == group:
            return mine
        taken.update(mine)
    raise KeyError(group)


def units_for(header, group, root):
    """Executables to build one after the other, each a list of flags and of sources below tests/; the last are for survivors."""
    folder = Path(root) / "tests"
    entry, units = GROUPS[group], []
    own = [TESTED_BY.get(header, header.replace(".hpp", ".cpp")), f"fail/*{Path(header).stem}*.cpp"]
    for pattern in [*own, *entry["tests"], *entry["last"]]:
        if pattern == "operations":
            units.append(OPERATIONS)
            continue
        *flags, pattern = pattern.split()
        for source in sorted(folder.glob(own[0] if pattern == "own" else pattern)):
            unit = [*flags, source.relative_to(folder).as_posix()]
            reads = Path(root) / "include/tapeless" / header in included_by(source, Path(root))
            if reads and unit not in units and unit[-1] not in NOT_FOR_THIS_COMPILER:
                units.append(unit)
    return units


@functools.lru_cache(None)
def included_by(file, root):
    """The files of the project that a file includes, directly or not: what could notice that one of them has changed."""
    found, waiting = set(), [file]
    while waiting:
        here = waiting.pop()
        if here in found:
            continue
        found.add(here)
        for name in re.findall(r'^\s*#include "([^"]+)"', here.read_text(encoding="utf-8"), re.MULTILINE):
            beside = (here.parent / name).resolve()
            waiting.append(beside if beside.exists() else root / "include" / name)
    return frozenset(found)


def flags_and_sources(unit):
    """What a unit is built with, and of."""
    return [word for word in unit if word.startswith("-")], [word for word in unit if not word.startswith("-")]
