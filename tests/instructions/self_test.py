#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Does counts.py see a step that executes more than it may? The argument is one of the counted programs."""
import contextlib
import io
import re
import shutil
import sys

sys.dont_write_bytecode = True
import counts  # its folder is on the path of a script


def judged(*words):
    """(exit code, what was printed)."""
    with contextlib.redirect_stdout(io.StringIO()) as text:
        try:
            code = counts.main(list(words))
        except SystemExit as end:
            code = end.code
    return code, text.getvalue()


def judgements():
    """What needs no program."""
    return {
        "the bound itself is allowed": counts.verdict("net", 110, counts.allowed(100))[0],
        "one more is not": not counts.verdict("net", 111, counts.allowed(100))[0],
        "no instructions are no count": not counts.verdict("net", 0, 110)[0],
        "a processor without AVX2 is seen": counts.lacking("flags\t\t: sse2 fma\n") == ["avx2"],
        "one without FMA as well": counts.lacking("flags\t\t: sse2 avx2\n") == ["fma"],
        "one that has both may count": not counts.lacking("flags\t\t: sse2 avx2 fma\n"),
    }


def executions(program):
    """What the program itself shows."""
    name = counts.workload(program)
    code, text = judged("--most=1", program)
    count = re.fullmatch(rf"{name}: (\d+) instructions a step, at most 1 are allowed\n", text)
    checks = {
        "a bound below the count is an error": code == 1,
        "which names workload, count and bound": count and int(count[1]) > 100,
    }
    counts.executed = lambda _, steps: 1000 * steps  # from here on nothing is executed
    counts.MEASURED = {name: 900}
    checks["a table below the count is one, too"] = judged("--bounds", program)[0] == 1
    counts.MEASURED = {name: 910}
    checks["10 % are allowed"] = judged("--bounds", program) == (0, f"{name}: 1000 instructions a step of 1001 allowed\n")
    counts.MEASURED = {}
    checks["a workload without a bound is an error"] = judged("--bounds", program)[0] not in (0, counts.SKIPPED)
    return checks


def main():
    checks = judgements()
    reason = counts.obstacle()
    if not reason:
        checks["a program that fails is an error"] = judged(shutil.which("false"))[0] not in (0, counts.SKIPPED)
        checks.update(executions(sys.argv[1]))
    for name, good in checks.items():
        print(f"{'ok  ' if good else 'FAIL'} {name}")
    if not all(checks.values()):
        return 1
    if reason:
        print(f"not executed: {reason}")
    return counts.SKIPPED if reason else 0


if __name__ == "__main__":
    sys.exit(main())
