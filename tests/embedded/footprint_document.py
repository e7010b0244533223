#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Rewrites the tables of docs/footprint.md, between its two marks, with what is measured on every board.

    footprint_document.py --board "m4f|arm-none-eabi-|<folder of the cross build>|qemu-system-arm ... -kernel" ...
                          --plugin-dir <folder> docs/footprint.md
"""
import argparse
import sys

sys.dont_write_bytecode = True
import footprint  # its folder is on the path of a script

NETWORKS = (("xor", "2–5–1, tanh, sigmoid, mean squared error"),
            ("digits", "64–32–10, tanh, softmax with cross-entropy"),
            ("regression", "13–64–64–4, tanh, mean squared error"))
LEVELS = ("Os", "O2")
BEGIN, END = "<!-- measured -->\n", "<!-- end -->"


def table(boards, plugin, network):
    """One row for each board."""
    yield ("| core | step: instructions `-Os` | `-O2` | flash `-Os` | `-O2` | RAM | stack `-Os` | prediction: instructions `-Os` "
           "| `-O2` | flash `-Os` | `-O2` | stack `-Os` |")
    yield "|---" * 12 + "|"
    for name, tools, build_dir, emulator in boards:
        small, fast = (footprint.measured(build_dir, tools, emulator.split(), f"{network}_{level}", plugin) for level in LEVELS)
        columns = [name]
        for function in footprint.FUNCTIONS:
            columns += [f"{value:,}" for value in (small[function].instructions, fast[function].instructions,
                                                   small[function].flash, fast[function].flash)]
            columns += [f"{small[function].ram:,}"] if function == "training_step" else []
            columns.append(f"{small[function].stack:,}")
        yield f"| {' | '.join(columns)} |"


ANOMALY_MACS = 2 * 640 * 128 + 6 * 128 * 128 + 2 * 128 * 8


def anomaly_table(boards, plugin):
    """Inference of the anomaly detector on the boards that have a megabyte for its weights."""
    yield "| core | instructions `-Os` | `-O2` | per multiplication `-Os` | `-O2` | flash `-Os` | `-O2` | RAM | stack `-Os` |"
    yield "|---" * 9 + "|"
    for name, tools, build_dir, emulator in boards:
        if name not in ("m4f", "m55"):
            continue
        small, fast = (footprint.measured(build_dir, tools, emulator.split(), f"anomaly_{level}", plugin)["prediction"]
                       for level in LEVELS)
        per_product = [f"{each.instructions / ANOMALY_MACS:.2f}" for each in (small, fast)]
        columns = [name, f"{small.instructions:,}", f"{fast.instructions:,}", *per_product, f"{small.flash:,}", f"{fast.flash:,}",
                   f"{small.ram:,}", f"{small.stack:,}"]
        yield f"| {' | '.join(columns)} |"


def main():
    parser = argparse.ArgumentParser(description="Measure the footprint of the networks on every board.")
    parser.add_argument("--board", action="append", required=True)
    parser.add_argument("--plugin-dir", required=True)
    parser.add_argument("document")
    arguments = parser.parse_args()
    boards = [board.split("|") for board in arguments.board]
    plugin = footprint.built_plugin(arguments.plugin_dir)
    lines = []
    for name, description in NETWORKS:
        lines += [f"## {description}", "", *table(boards, plugin, name), ""]
    lines += ["## 640–128–128–128–128–8–128–128–128–128–640, ReLU, inference with weights in flash", "",
              *anomaly_table(boards, plugin), ""]
    with open(arguments.document, encoding="utf-8") as file:
        head, rest = file.read().split(BEGIN)
    with open(arguments.document, "w", encoding="utf-8") as file:
        file.write(head + BEGIN + "\n" + "\n".join(lines) + "\n" + END + rest.split(END)[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
