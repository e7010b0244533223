#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What one training step and one prediction cost on a Cortex-M core: executed instructions and flash.

    footprint.py --build-dir D --nm N --size S --plugin-source instruction_count.c --case digits_Os
                 [--most-instructions N] [--most-flash N] [--document docs/footprint.md] -- qemu-system-arm ... -kernel

The instructions are those of one call of training_step() or prediction() (footprint.hpp) from its first to its last, counted by a plugin of
QEMU while the image runs. The flash is the text section of an image that holds nothing else: the same object file linked once more with that
function as the program's entry, without start-up and main, so that --gc-sections keeps what the function reaches (code and constants, library
functions included) and drops initialization, printing and test data. Exit code 77 says that the tools for a measurement are missing.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
import run  # its folder is on the path of a script

SKIPPED = 77
FUNCTIONS = ("training_step", "prediction")
CALL = re.compile(r"^call (0x[0-9a-f]+) (\d+)$", re.MULTILINE)


def skip(reason):
    print(f"not measured: {reason}")
    sys.exit(SKIPPED)


def built_plugin(arguments):
    """The plugin as a shared object of the machine that runs QEMU."""
    compiler = shutil.which(os.environ.get("CC", "cc")) or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        skip("there is no C compiler for the plugin of QEMU")
    plugin = os.path.join(arguments.build_dir, "instruction_count.so")
    run.checked([compiler, "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", plugin, arguments.plugin_source])
    return plugin


def addresses(arguments, image):
    """{address: function} of the measured functions; the lowest bit of a Thumb address is not part of it."""
    found = {}
    for line in run.checked([arguments.nm, image]).splitlines():
        columns = line.split()
        if len(columns) == 3 and columns[2] in FUNCTIONS:
            found[int(columns[0], 16) & ~1] = columns[2]
    if sorted(found.values()) != sorted(FUNCTIONS):
        sys.exit(f"{image} has {sorted(found.values())}, not {sorted(FUNCTIONS)}")
    return found


def instructions(arguments, image, plugin):
    """({function: instructions of its first call}, what the program reports)."""
    places = addresses(arguments, image)
    calls = "".join(f",call=0x{place:x}" for place in places)
    emulator = [arguments.emulator[0], "-plugin", plugin + calls, *arguments.emulator[1:]]
    code, text = run.run([*emulator, image])
    if code != 0:
        if "-plugin" in text or "plugin" in text.lower() and "call 0x" not in text:
            skip(f"this QEMU takes no plugins: {text.strip().splitlines()[-1]}")
        sys.exit(f"{text}\nexit code {code} of {image}")
    counts = {}
    for place, count in CALL.findall(text):
        counts.setdefault(places[int(place, 16)], int(count))
    return counts, run.reported(text)


def sections(arguments, image):
    """(text, data and bss) in bytes."""
    text, data, bss = run.checked([arguments.size, image]).splitlines()[1].split()[:3]
    return int(text), int(data) + int(bss)


def measured(arguments, case, plugin):
    """{function: (instructions, flash)} and the RAM that the step needs beyond parameters and stack."""
    run.checked(["cmake", "--build", arguments.build_dir, "--target", f"footprint_{case}"], seconds=600)
    images = os.path.join(arguments.build_dir, "images")
    counts, values = instructions(arguments, os.path.join(images, f"{case}.elf"), plugin)
    result = {}
    for function in FUNCTIONS:
        flash, memory = sections(arguments, os.path.join(images, f"{case}_{function}.elf"))
        result[function] = (counts[function], flash)
        if function == "training_step":
            ram = memory - int(values["parameter_bytes"])
    return result, ram


def judge(arguments, plugin):
    result, ram = measured(arguments, arguments.case, plugin)
    for function, (count, flash) in result.items():
        print(f"{arguments.case} {function}: {count} instructions, {flash} bytes of flash")
    print(f"RAM beyond parameters and stack: {ram} bytes")
    count, flash = result["training_step"]
    good = True
    for name, value, most in (("instructions", count, arguments.most_instructions), ("flash", flash, arguments.most_flash)):
        if most is not None and value > most:
            print(f"{name}: {value}, at most {most} are allowed")
            good = False
    return 0 if good else 1


NETWORKS = (("xor", "2–5–1, tanh, sigmoid, mean squared error"),
            ("digits", "64–32–10, tanh, softmax with cross-entropy"),
            ("regression", "13–64–64–4, tanh, mean squared error"))


def document(arguments, plugin):
    """Rewrites the tables of the document, between its two marks."""
    lines = []
    for function, what in (("training_step", "Training step"), ("prediction", "Prediction")):
        lines += [f"### {what}", "",
                  "| network | instructions `-Os` | `-O2` | flash `-Os` | `-O2` | RAM |", "|---|---|---|---|---|---|"]
        for name, description in NETWORKS:
            sizes = {level: measured(arguments, f"{name}_{level}", plugin) for level in ("Os", "O2")}
            (small, ram), (fast, _) = sizes["Os"], sizes["O2"]
            lines.append(f"| {description} | {small[function][0]:,} | {fast[function][0]:,} | {small[function][1]:,} | "
                         f"{fast[function][1]:,} | {ram if function == 'training_step' else '–'} |")
        lines.append("")
    with open(arguments.document, encoding="utf-8") as file:
        text = file.read()
    begin, end = "<!-- measured -->\n", "<!-- end -->"
    head, rest = text.split(begin)
    with open(arguments.document, "w", encoding="utf-8") as file:
        file.write(head + begin + "\n" + "\n".join(lines) + "\n" + end + rest.split(end)[1])
    return 0


def main():
    parser = argparse.ArgumentParser(description="Measure the footprint of a training step.")
    parser.add_argument("--build-dir", required=True)
    parser.add_argument("--nm", required=True)
    parser.add_argument("--size", required=True)
    parser.add_argument("--plugin-source", required=True)
    parser.add_argument("--case", help="network and level, e.g. digits_Os")
    parser.add_argument("--most-instructions", type=int)
    parser.add_argument("--most-flash", type=int)
    parser.add_argument("--document", help="write the tables of this file instead of judging one case")
    parser.add_argument("emulator", nargs="+", help="after --: the command that takes the image as its last argument")
    arguments = parser.parse_args()
    plugin = built_plugin(arguments)
    return document(arguments, plugin) if arguments.document else judge(arguments, plugin)


if __name__ == "__main__":
    sys.exit(main())
