#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""How many instructions one training step executes: free of the noise of a clock, the same on every machine.

    counts.py [--bounds] [--most N] program...     judge; each program's name is its workload
    counts.py --table program...                   print the table below with the counts of today

A program makes as many steps as its argument says (counted.hpp). It runs under valgrind's callgrind with N and with 2N; the difference
over N is what one step costs, start-up and end not counted. The counts of MEASURED are those of g++ 12 for x86-64 with AVX2 and FMA
(valgrind knows no AVX-512); --bounds, which the build gives for that compiler only, allows 10 % more. Without it every program has to
run, and its count is printed.

After a change that is meant to cost or to save instructions: `cmake --build <build> --target tapeless_instruction_table`, and what it
prints replaces the table here.

Exit code 77 says that there is no valgrind, or that this processor lacks AVX2, which valgrind then lacks as well.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys

MEASURED = {  # workload: instructions of one step
    "w1_batch_8": 2493,
    "w3_batch_1": 2611,
    "w3_batch_32": 73951,
    "w4_batch_1": 6364,
    "w4_batch_32": 202696,
    "w7_batch_1": 2927,
}

SKIPPED = 77
STEPS = 32
SECONDS = 120
COLLECTED = re.compile(r"Collected : (\d+)$", re.MULTILINE)


def allowed(measured):
    return measured + measured // 10


def lacking(cpuinfo):
    """What the counted programs need and an x86 processor does not have."""
    flags = re.search(r"^flags\s*:(.*)$", cpuinfo, re.MULTILINE)  # other architectures have no such line
    return [flag for flag in ("avx2", "fma") if flags and flag not in flags[1].split()]


def obstacle():
    """Why nothing can be counted here, or nothing."""
    if not shutil.which("valgrind"):
        return "there is no valgrind"
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            missing = lacking(file.read())
    except OSError:  # no Linux: the program will tell
        missing = []
    return f"this processor has no {', '.join(missing)}" if missing else ""


def executed(program, steps):
    """Instructions of the whole program."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, str(steps)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                            timeout=SECONDS, check=False)
    count = COLLECTED.search(answer.stdout)
    if answer.returncode != 0 or not count:
        sys.exit(f"{answer.stdout}\nexit code {answer.returncode} of {' '.join(command)}")
    return int(count[1])


def workload(program):
    return os.path.splitext(os.path.basename(program))[0]


def count_of_a_step(program):
    return round((executed(program, 2 * STEPS) - executed(program, STEPS)) / STEPS)


def verdict(name, count, most):
    """(good, what to say); most is None where nothing is known."""
    if most is None:
        return True, f"{name}: {count} instructions a step"
    if count > most:
        return False, f"{name}: {count} instructions a step, at most {most} are allowed"
    return count > 0, f"{name}: {count} instructions a step of {most} allowed"


def judge(arguments):
    good = True
    for program in arguments.programs:
        name, most = workload(program), arguments.most
        if arguments.bounds:
            if name not in MEASURED:
                sys.exit(f"{name} has no bound in {__file__}")
            most = allowed(MEASURED[name])
        fine, text = verdict(name, count_of_a_step(program), most)
        print(text)
        good = good and fine
    return 0 if good else 1


def table(programs):
    print("MEASURED = {  # workload: instructions of one step")
    for program in sorted(programs):
        print(f'    "{workload(program)}": {count_of_a_step(program)},')
    print("}")
    return 0


def main(words):
    parser = argparse.ArgumentParser(description="Count the instructions of a training step.")
    parser.add_argument("--bounds", action="store_true", help="hold each count to the table of this file")
    parser.add_argument("--most", type=int, help="hold each count to this number")
    parser.add_argument("--table", action="store_true", help="print the table of this file with today's counts")
    parser.add_argument("programs", nargs="+")
    arguments = parser.parse_args(words)
    reason = obstacle()
    if reason:
        print(f"not counted: {reason}")
        return SKIPPED
    return table(arguments.programs) if arguments.table else judge(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
