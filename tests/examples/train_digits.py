#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The example train_digits: at most 20 lines, and what it learns, writes and says.

    train_digits.py <program> <project>
"""
import json
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

LEAST_ACCURACY = 0.95
MOST_LINES = 20
SHAPES = {"net.0.weight": [32, 64], "net.0.bias": [32], "net.1.weight": [10, 32], "net.1.bias": [10]}


def fail(message):
    sys.exit(f"train_digits: {message}")


def main():
    program, project = sys.argv[1], Path(sys.argv[2])
    source = (project / "examples/train_digits.cpp").read_text(encoding="utf-8")
    code = [line for line in source.splitlines() if not re.match(r"\s*(//|#include|$)", line)]
    if len(code) > MOST_LINES:
        fail(f"{len(code)} lines of code, at most {MOST_LINES}")
    with tempfile.TemporaryDirectory() as folder:
        weights, log = Path(folder) / "weights.safetensors", Path(folder) / "log.csv"
        data = project / "examples/data/digits.csv"
        done = subprocess.run([program, data, weights, log], capture_output=True, text=True)
        if done.returncode != 0:
            fail(f"it ended with {done.returncode}: {done.stderr}")
        lines = [line.split(",") for line in log.read_text().splitlines()]
        epochs = int(re.search(r"training_report report\((\d+)", source)[1])
        if lines[0][:3] != ["epoch", "loss", "accuracy"] or len(lines) != 1 + epochs:
            fail(f"the log has {len(lines)} lines")
        if not float(lines[-1][1]) < 0.1 * float(lines[1][1]):
            fail(f"the loss went from {lines[1][1]} to {lines[-1][1]}")
        accuracy = float(lines[-1][2])
        if accuracy < LEAST_ACCURACY:
            fail(f"an accuracy of {accuracy}, at least {LEAST_ACCURACY}")
        content = weights.read_bytes()
        (length,) = struct.unpack_from("<Q", content)
        header = json.loads(content[8:8 + length])
        shapes = {name: each["shape"] for name, each in header.items() if name != "__metadata__"}
        if shapes != SHAPES:
            fail(f"the weights are {shapes}")

        wrong = Path(folder) / "wrong.csv"
        wrong.write_text(data.read_text().replace(",", ",x", 1))
        for given, said in [("none.csv", "none.csv: expected a readable file, found No such file or directory"),
                            (wrong, f"{wrong}:1: field 2: expected a number, found \"x")]:
            done = subprocess.run([program, given, weights], capture_output=True, text=True, cwd=folder)
            if done.returncode != 1 or not done.stderr.startswith(said):
                fail(f"of {given} it ended with {done.returncode} and said {done.stderr}")
        if weights.read_bytes() != content:
            fail("an error changed the weights")
    print(f"{len(code)} lines, accuracy {accuracy:.4f}")


main()
