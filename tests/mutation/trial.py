# SPDX-License-Identifier: BSL-1.0
"""A mutant on trial: built against one test after the other until one of them notices.

The headers and tests are a copy (Tree), so that work on them can go on; a mutant is a folder with one header in it that
comes first on the include path.
"""
import hashlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from targets import flags_and_sources

COMPILER = ["clang++-14", "clang++"]
FLAGS = ["-std=c++20", "-O0", "-w", "-DBOOST_TEST_DYN_LINK", "-fno-color-diagnostics", "-Wfatal-errors"]
SECONDS_FOR_A_MUTANT = 90  # of processor time
PATIENCE = 5  # a test that takes so many times its usual time hangs
MEMORY = 3 << 30

# What the compiler says when a constant evaluates to something else: noticed. After any other error it is no program.
NOTICED = re.compile(
    r"static_assert failed|static assertion failed|constant expression|constraints not satisfied|"
    r"constexpr evaluation|cannot be narrowed|invalid explicitly-specified argument|excess elements|no viable|out of range|array is too large|negative")


@dataclass
class Outcome:
    verdict: str  # killed, survived, invalid
    by: str = ""
    seconds: float = 0.0


def digest(*paths):
    sum_of_all = hashlib.sha256()
    for folder in paths:
        for path in sorted(p for p in Path(folder).rglob("*") if p.suffix in (".hpp", ".cpp", ".in")):
            sum_of_all.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sum_of_all.hexdigest()[:12]


class Tree:
    """A copy of the headers and tests as they are now, with what all tests share compiled once."""

    def __init__(self, root, build):
        self.name = digest(root / "include", root / "tests")
        self.folder = build / self.name
        if not (self.folder / "complete").exists():
            for part in ("include", "tests", "docs"):
                shutil.copytree(root / part, self.folder / part, dirs_exist_ok=True)
            (self.folder / "complete").touch()
        self.compiler = next((c for c in COMPILER if shutil.which(c)), None)
        if not self.compiler:
            sys.exit("mutate: no clang++")
        self.build = build
        self.main = build / "main.o"
        self._lock, self._compiling = threading.Lock(), threading.Lock()
        self._passing = Remembered(self.folder / "passing.json")
        self._seconds = Remembered(build / "seconds.json")  # of other trees too: an estimate

    def prepare(self):
        if not self.main.exists():
            self._call(["-c", str(self.folder / "tests/main.cpp"), "-o", str(self.main)])
        self.object_of("computed.cpp", self.folder / "computed.o", None)

    def _call(self, arguments):
        subprocess.run([self.compiler, *FLAGS, *arguments], check=True)

    def _precompiled(self, flags):
        """Boost.Test for these flags."""
        made = self.build / f"boost_test{''.join(flags)}.pch"
        with self._compiling:
            if not made.exists():
                self._call([*flags, "-x", "c++-header", "/usr/include/boost/test/unit_test.hpp", "-o", str(made)])
        return made

    def object_of(self, source, to, overlay, flags=(), limit=SECONDS_FOR_A_MUTANT):
        """Compiles tests/<source>: (exit code, messages, processor seconds)."""
        includes = [f"-I{overlay}"] if overlay else []
        return run([self.compiler, *FLAGS, *flags, "-include-pch", str(self._precompiled(flags)), *includes,
                    f"-I{self.folder}/include", "-c", str(self.folder / "tests" / source), "-o", str(to)], limit,
                   self.folder)

    def usual(self, unit):
        """Seconds that a unit takes without a mutant, to compile and to run."""
        with self._lock:
            if " ".join(unit) not in self._seconds.values:
                self._measure(unit)
            return self._seconds.values[" ".join(unit)]

    def passes(self, unit):
        """Whether a unit passes without a mutant."""
        with self._lock:
            if " ".join(unit) not in self._passing.values:
                self._measure(unit)
            return self._passing.values[" ".join(unit)]

    def _measure(self, unit):
        own = self.folder / "unit"
        shutil.rmtree(own, ignore_errors=True)
        own.mkdir()
        outcome = try_unit(self, unit, own, None, SECONDS_FOR_A_MUTANT, SECONDS_FOR_A_MUTANT)
        if outcome.verdict != "survived":
            print(f"mutate: {' '.join(unit)} fails without a mutant and is left out: {outcome.by}", file=sys.stderr)
        self._seconds.put(" ".join(unit), outcome.seconds)
        self._passing.put(" ".join(unit), outcome.verdict == "survived")


class Remembered:
    """Values by name, in a file."""

    def __init__(self, path):
        self.path = path
        self.values = json.loads(path.read_text()) if path.exists() else {}

    def put(self, key, value):
        self.values[key] = value
        self.path.write_text(json.dumps(self.values, indent=1))


def run(command, limit, folder):
    """(exit code or signal, output, processor seconds)."""
    def limits():
        resource.setrlimit(resource.RLIMIT_CPU, (max(1, int(limit)), max(1, int(limit)) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder, preexec_fn=limits,
                          env={**os.environ, "LC_ALL": "C"}) as child:
        output = child.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, output, usage.ru_utime + usage.ru_stime


def refused(output):
    """What a compiler that refuses a mutant has found: killed, or no program at all."""
    error = next((line for line in output.splitlines() if re.search(r"\berror:", line)), output[:200])
    message = error.split("error:", 1)[-1].strip()
    if NOTICED.search(output):
        return Outcome("killed", f"compilation: {message[:100]}")
    return Outcome("invalid", message[:100])


def try_program_that_must_not_compile(tree, source, overlay, limit):
    code, output, seconds = run(
        [sys.executable, "-B", "tests/fail/run.py", "--compiler", tree.compiler, f"tests/{source}", "--",
         "-w", *([f"-I{overlay}"] if overlay else []), "-Iinclude"], limit, tree.folder)
    if code == 0:
        return Outcome("survived", "", seconds)
    said = next((line.strip() for line in output.splitlines() if line.startswith("  ")), f"exit code {code}")
    return Outcome("killed", f"tests/{source}: {said[:80]}", seconds)


def try_unit(tree, unit, own, overlay, limit, patience):
    """Compiles and runs one executable made of the test files of `unit`, in the folder `own`."""
    flags, sources = flags_and_sources(unit)
    if sources[0].startswith("fail/"):
        return try_program_that_must_not_compile(tree, sources[0], overlay, limit)
    used, objects = 0.0, []
    for source in sources:
        to = own / (source.replace("/", "_") + ".o")
        code, output, seconds = tree.object_of(source, to, overlay, flags, max(1, limit - used))
        used += seconds
        if code != 0:
            if used >= limit - 1:
                return Outcome("exhausted", f"compiling tests/{source}", used)
            outcome = refused(output)
            return Outcome(outcome.verdict, f"tests/{source}, {outcome.by}", used)
        objects.append(str(to))
    program = own / "test"
    # the unit's own definitions of inline functions come before those of what all units share
    code, output, seconds = run([tree.compiler, *objects, str(tree.main), str(tree.folder / "computed.o"),
                                 "-lboost_unit_test_framework", "-o", str(program)], 30, tree.folder)
    used += seconds
    if code != 0:
        return Outcome("invalid", f"linking: {output[:100]}", used)
    remaining = max(1, min(limit - used, patience))
    code, output, seconds = run([str(program), "--color_output=no", "--report_level=no", "--run_test=!@whole_table",
                                 "--detect_memory_leaks=0"], remaining, tree.folder)
    used += seconds
    if code == 0:
        return Outcome("survived", "", used)
    if code in (-24, -9) and seconds >= remaining - 1:  # SIGXCPU
        return Outcome("killed" if remaining >= patience else "exhausted", f"tests/{sources[0]}: runs for ever", used)
    case = re.search(r'error: in "([^"]+)"', output)
    return Outcome("killed", f"tests/{sources[0]}: {case[1] if case else f'exit code {code}'}", used)


def try_mutant(tree, mutant, text, units, own, budget):
    """The outcome for a mutant, in the folder `own`, after so many seconds of tests."""
    used = 0.0
    shutil.rmtree(own, ignore_errors=True)
    overlay = own / "include"
    header = overlay / "tapeless" / mutant.header
    header.parent.mkdir(parents=True)
    header.write_text(mutant.of(text))
    survived = []
    for unit in units:
        usual = tree.usual(unit)
        if used + usual > budget:
            continue
        outcome = try_unit(tree, unit, own, overlay, max(budget, SECONDS_FOR_A_MUTANT / 3) - used, PATIENCE * usual + 2)
        used += outcome.seconds
        if outcome.verdict != "survived" and not tree.passes(unit):
            continue
        if outcome.verdict in ("killed", "invalid"):
            return Outcome(outcome.verdict, outcome.by, round(used, 1))
        if outcome.verdict == "exhausted":
            break
        survived.append(flags_and_sources(unit)[1][0])
    return Outcome("survived", " ".join(survived), round(used, 1))
