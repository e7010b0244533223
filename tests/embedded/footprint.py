#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What one training step and one prediction cost on a core: executed instructions, flash, RAM.

    footprint.py --build-dir D --tools arm-none-eabi- --case digits_Os [--most-instructions N] [--most-flash N]
                 -- qemu-system-arm ... -kernel

The instructions are those of one call of training_step() or prediction() (footprint.hpp) from its first to its last, counted by a plugin of
QEMU while the image runs. The flash is the text section of an image that holds nothing else: the same object file linked once more with that
function as the program's entry, without start-up and main, so that --gc-sections keeps what the function reaches (code and constants, library
functions included) and drops initialization, printing and test data. Exit code 77 says that the tools for a measurement are missing.
"""
import argparse
import dataclasses
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
import run  # its folder is on the path of a script
import stack
from image import Image, checked

SKIPPED = 77
FUNCTIONS = ("training_step", "prediction")
CALL = re.compile(r"^call (0x[0-9a-f]+) (\d+)$", re.MULTILINE)


def skip(reason):
    print(f"not measured: {reason}")
    sys.exit(SKIPPED)


def built_plugin(folder):
    """The plugin as a shared object of the machine that runs QEMU."""
    compiler = shutil.which(os.environ.get("CC", "cc")) or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        skip("there is no C compiler for the plugin of QEMU")
    plugin = os.path.join(folder, "instruction_count.so")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "instruction_count.c")
    checked([compiler, "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", plugin, source])
    return plugin


def instructions(image, plugin, emulator):
    """({function: instructions of its first call}, the program's output)."""
    places = {image.symbols[name].address: name for name in FUNCTIONS if name in image.symbols}
    calls = "".join(f",call=0x{place:x}" for place in places)
    code, text = run.run([emulator[0], "-plugin", plugin + calls, *emulator[1:], image.path])
    if code != 0:
        if "-plugin" in text or "plugin" in text.lower() and "call 0x" not in text:
            skip(f"this QEMU takes no plugins: {text.strip().splitlines()[-1]}")
        sys.exit(f"{text}\nexit code {code} of {image.path}")
    counts = {}
    for place, count in CALL.findall(text):
        counts.setdefault(places[int(place, 16)], int(count))
    return counts, text


@dataclasses.dataclass(frozen=True)
class Cost:
    instructions: int
    flash: int  # without parameters that are there
    ram: int  # beyond the parameters and the stack; of a prediction that uses the trainer's, 0
    stack: int  # the most, an error that is found in the data included
    parameters: int


def measured(build_dir, tools, emulator, case, plugin):
    """{function: Cost} of one network and level of optimization on one board."""
    checked(["cmake", "--build", build_dir, "--target", f"footprint_{case}"], seconds=600)
    images = os.path.join(build_dir, "images")
    image = Image(tools, os.path.join(images, f"{case}.elf"))
    counts, text = instructions(image, plugin, emulator)
    if not run.stack_is_bounded(image, text):
        sys.exit(f"{case}: the bound of the stack is wrong")
    parameter_bytes = int(run.reported(text)["parameter_bytes"])
    costs = {}
    for function in counts:
        flash, ram = Image(tools, os.path.join(images, f"{case}_{function}.elf")).sizes
        if "training_step" not in counts:  # the parameters are in flash, and the workspace is the prediction's own
            flash, beyond = flash - parameter_bytes, ram
        else:
            beyond = ram - parameter_bytes if function == "training_step" else 0
        costs[function] = Cost(counts[function], flash, beyond, stack.analysis(image).worst(function)[0],
                               parameter_bytes)
    return costs


def judge(arguments):
    costs = measured(arguments.build_dir, arguments.tools, arguments.emulator, arguments.case,
                     built_plugin(arguments.build_dir))
    for function, cost in costs.items():
        print(f"{arguments.case} {function}: {cost}")
    cost = costs["training_step"]
    good = True
    for name, value, most in (("instructions", cost.instructions, arguments.most_instructions),
                              ("flash", cost.flash, arguments.most_flash)):
        if most is not None and value > most:
            print(f"{name}: {value}, at most {most} are allowed")
            good = False
    return 0 if good else 1


def main():
    parser = argparse.ArgumentParser(description="Measure the footprint of a training step.")
    parser.add_argument("--build-dir", required=True)
    parser.add_argument("--tools", required=True, help="prefix of the names of nm, size, objdump")
    parser.add_argument("--case", required=True, help="network and level, e.g. digits_Os")
    parser.add_argument("--most-instructions", type=int)
    parser.add_argument("--most-flash", type=int)
    parser.add_argument("emulator", nargs="+", help="after --: the command that takes the image as its last argument")
    return judge(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
