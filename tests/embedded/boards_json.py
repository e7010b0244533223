#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Rewrites site/boards.json, what the playground shows of boards, with what is measured on every board: the default choice of each
preset, one sample a step, at -Os.

    boards_json.py --board "m4f|arm-none-eabi-|<folder of the cross build>|qemu-system-arm ... -kernel" ...
                   --plugin-dir <folder> <site's presets.json> <boards.json>

A preset that a board's memory does not hold has no row, and is named; so has one that is no program for boards.
"""
import argparse
import json
import subprocess
import sys

sys.dont_write_bytecode = True
import footprint  # its folder is on the path of a script

# The boards of cmake/boards.cmake as the page calls them; the others are second compilers.
NAMES = {"m0": "Cortex-M0+", "m3": "Cortex-M3", "m4f": "Cortex-M4F", "m7": "Cortex-M7", "m33": "Cortex-M33", "m55": "Cortex-M55",
         "rv32imac": "RV32IMAC", "rv32imafc": "RV32IMAFC"}
NO_PROGRAM_FOR_BOARDS = ("heat",)
TOO_LARGE = ("leaves less RAM than the stack needs", "will not fit in region")  # as the linker says
HOW = ("Instructions of one call with one sample, as QEMU executes them, not cycles; g++ -Os; RAM is that of parameters, "
       "optimizer and workspace. Cortex-M0+ was measured as Cortex-M0.")


def default_module(preset):
    name = preset["module"]
    for choice in preset["choices"]:
        name = name.replace("{" + choice["name"] + "}", choice["options"][choice.get("default", 0)])
    return name


def row(preset, board, costs):
    step, prediction = costs["training_step"], costs["prediction"]
    return {"preset": preset, "board": NAMES[board], "step_instructions": step.instructions,
            "predict_instructions": prediction.instructions, "flash": step.flash, "ram": step.ram + step.parameters,
            "stack": max(step.stack, prediction.stack)}


def version(program):
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def main():
    parser = argparse.ArgumentParser(description="Measure the playground's presets on every board.")
    parser.add_argument("--board", action="append", required=True)
    parser.add_argument("--plugin-dir", required=True)
    parser.add_argument("presets")
    parser.add_argument("boards")
    arguments = parser.parse_args()
    with open(arguments.presets, encoding="utf-8") as file:
        presets = json.load(file)["presets"]
    plugin = footprint.built_plugin(arguments.plugin_dir)
    rows, made_by = [], set()
    for board, tools, build_dir, emulator in (each.split("|") for each in arguments.board):
        if board not in NAMES:
            continue
        made_by |= {version(tools + "g++"), version(emulator.split()[0])}
        known = {}  # presets that share a network are measured once
        for preset in presets:
            module = default_module(preset)
            if preset["family"] in NO_PROGRAM_FOR_BOARDS:
                continue
            if module not in known:
                try:
                    known[module] = footprint.measured(build_dir, tools, emulator.split(), f"{module}_Os", plugin)
                except SystemExit as wrong:
                    if not any(words in str(wrong) for words in TOO_LARGE):
                        raise
                    known[module] = None
            if known[module] is None:
                print(f"{board}: {module} does not fit")
            else:
                rows.append(row(preset["id"], board, known[module]))
                print(rows[-1], flush=True)
    with open(arguments.boards, "w", encoding="utf-8") as file:
        file.write('{\n  "how": ' + json.dumps(HOW) + ',\n  "made_by": ' + json.dumps(sorted(made_by)) + ',\n  "measured": [\n    ')
        file.write(",\n    ".join(json.dumps(each) for each in rows) + "\n  ]\n}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
