# SPDX-License-Identifier: BSL-1.0
"""A linked image as the binutils show it: symbols, sizes, instructions; and what must not be in it."""
import dataclasses
import functools
import re
import subprocess
import sys

SECONDS = 120


def run(command, seconds=SECONDS):
    """(exit code, both output streams) of a command; a run over time is an error of its own."""
    try:
        answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                                timeout=seconds, check=False)
        return answer.returncode, answer.stdout
    except subprocess.TimeoutExpired as late:
        text = (late.stdout or b"").decode(errors="replace")
        return -1, text + f"\nno end after {seconds} s: {' '.join(command)}\n"


def checked(command, seconds=SECONDS):
    code, text = run(command, seconds)
    if code != 0:
        sys.exit(f"{text}\nexit code {code} of {' '.join(command)}")
    return text


@dataclasses.dataclass(frozen=True)
class Symbol:
    address: int
    size: int
    kind: str  # as nm says it: r or R is a constant


@dataclasses.dataclass(frozen=True)
class Instruction:
    address: int
    mnemonic: str
    operands: str


class Image:
    def __init__(self, tools, path):
        """tools: the prefix of the names of nm, size and objdump."""
        self.tools, self.path = tools, path

    @functools.cached_property
    def symbols(self):
        """{name: Symbol}; the lowest bit of a Thumb function's address is not part of it."""
        found = {}
        for line in checked([self.tools + "nm", "-S", self.path]).splitlines():
            if match := re.match(r"([0-9a-f]+) (?:([0-9a-f]+) )?(\w) (\S+)$", line):
                address, size, kind, name = match.groups()
                place = int(address, 16) & ~1 if kind in "tTwW" else int(address, 16)
                found[name] = Symbol(place, int(size or "0", 16), kind)
        return found

    @functools.cached_property
    def absolute(self):
        """Names of numbers: no places, though objdump takes them for some."""
        return set(re.findall(r"^[0-9a-f]+ A (\S+)$", checked([self.tools + "nm", self.path]), re.MULTILINE))

    @functools.cached_property
    def sizes(self):
        """(flash, RAM) in bytes, without stack: initialized data is in both."""
        text, data, bss = checked([self.tools + "size", self.path]).splitlines()[1].split()[:3]
        return int(text) + int(data), int(data) + int(bss)

    @functools.cached_property
    def functions(self):
        """{name: [Instruction]}, and beside the instructions the constants between them, as .word."""
        found, current = {}, None
        for line in checked([self.tools + "objdump", "-d", "--no-show-raw-insn", self.path]).splitlines():
            if match := re.match(r"[0-9a-f]+ <([^>]+)>:$", line):
                if not match[1].startswith(".L") and match[1] not in self.absolute:  # else no function begins
                    current = found.setdefault(match[1], [])
            elif match := re.match(r"\s*([0-9a-f]+):\s+(\S+)\s*(.*)$", line):
                if current is not None:
                    current.append(Instruction(int(match[1], 16), match[2], re.sub(r"\s*@ 0x\w+$", "", match[3])))
        return found


# Names of the compiler's functions for what there is no instruction for. The Arm ABI's, then GCC's own.
def software_float(letter, own):
    return (rf"__aeabi_c?{letter}(add|sub|rsub|mul|div|neg|cmp\w*)|__aeabi_c{letter}\w+|__aeabi_\w+2{letter}|__aeabi_{letter}2\w+|"
            rf"__(add|sub|mul|div|neg){own}[23]|__(eq|ne|lt|le|gt|ge|cmp|unord){own}2|__fix(uns)?{own}[sdt]i|"
            rf"__float(un)?[sdt]i{own}|__powi{own}2")


SYSTEM_CALLS = ("read write open close lseek stat fstat isatty kill getpid exit link unlink fork execve wait times "
                "gettimeofday clock_gettime raise").split()

# What an image must not contain, by the names of its symbols.
FORBIDDEN = {
    "the heap": r"_?(malloc|calloc|realloc|free|memalign|sbrk)(_r)?|_Zn[wa].*|_Zd[la].*",
    "the unwinder": r"_Unwind_\w+|__gxx_personality\w*|__aeabi_unwind_cpp_pr\d|__cxa_(throw|rethrow|\w*catch|\w*exception\w*)",
    "a guard of a static object": r"__cxa_guard_\w+|_ZGV.*",
    "a system call": rf"_?({'|'.join(SYSTEM_CALLS)})(_r)?|abort|atexit|__cxa_atexit|__errno",
}
IN_SOFTWARE = "double arithmetic in software"

# Double arithmetic in software costs tens of instructions a call at least; single where the core has it in hardware is a
# mistake in the flags. (No core converts integers of 64 bits.)
DOUBLE = re.compile(software_float("d", "df") + "|__extendsfdf2|__truncdfsf2")
SINGLE = re.compile(rf"(?!__aeabi_(u?l2f|f2u?lz)$|__(float(un)?disf|fix(uns)?sfdi)$)({software_float('f', 'sf')})")
# By its instructions: supervisor calls; exclusive access, atomic operations and switching interrupts off.
FORBIDDEN_INSTRUCTIONS = {
    "a supervisor call": re.compile(r"svc|ecall"),
    "a lock": re.compile(r"(ld|st)(r|a|l)ex\w*|(lr|sc)\.[wd].*|amo\w+\.[wd].*|cpsid|dmb"),
}


def forbidden_symbols(names, hardware):
    """{(symbol, what it is)} of those that must not be there; hardware: the arithmetic that the core has."""
    patterns = [*FORBIDDEN.items(), (IN_SOFTWARE, DOUBLE)]
    if "single" in hardware:
        patterns.append(("in software what the core has in hardware", SINGLE))
    return {(name, kind) for kind, pattern in patterns for name in names if re.fullmatch(pattern, name)}


def forbidden(image, hardware):
    """Sorted [(symbol or instruction, what it is)] of what must not be in the image."""
    found = forbidden_symbols(image.symbols, hardware)
    for name, body in image.functions.items():
        found |= {(f"{each.mnemonic} in {name}", kind) for each in body
                  for kind, pattern in FORBIDDEN_INSTRUCTIONS.items() if pattern.fullmatch(each.mnemonic)}
    return sorted(found)
