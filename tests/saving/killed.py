#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Training that is killed (SIGKILL) at random moments continues from the last whole checkpoint, bit for bit as if it had not been.

    killed.py <program> <kills>

The checkpoints are read here by a reader of its own, from the specification of safetensors.
"""
import json
import random
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EPOCHS = 100
SIZES = {"F32": 4, "F64": 8, "U64": 8}


def tensors(file):
    """{name: (dtype, shape, bytes)}; an exception where the file is not as the format has it."""
    content = file.read_bytes()
    (length,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8:8 + length])
    assert (8 + length) % 8 == 0, "the tensors begin at a multiple of 8"
    data, at, found = content[8 + length:], 0, {}
    header.pop("__metadata__")
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = entry["data_offsets"]
        size = SIZES[entry["dtype"]]
        for extent in entry["shape"]:
            size *= extent
        assert begin == at and end - begin == size, f"{name} lies at {begin} to {end}"
        assert begin % SIZES[entry["dtype"]] == 0, f"{name} begins beside its numbers"
        found[name], at = (entry["dtype"], entry["shape"], data[begin:end]), end
    assert at == len(data), "bytes behind the last tensor"
    return found


def epoch_of(file):
    dtype, shape, data = tensors(file)["epoch"]
    assert dtype == "U64" and shape == []
    return struct.unpack("<Q", data)[0]


def main():
    program, kills = sys.argv[1], int(sys.argv[2])
    seed = random.SystemRandom().randrange(1 << 32)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.safetensors"
        start = time.monotonic()
        subprocess.run([program, whole, str(EPOCHS)], check=True)
        duration = time.monotonic() - start
        assert epoch_of(whole) == EPOCHS
        weights = tensors(whole)
        assert weights["net.0.weight"][:2] == ("F32", [9, 3]) and weights["order"][:2] == ("U64", [2])
        assert struct.unpack("<2Q", weights["optimizer.step"][2] + weights["random.seed"][2]) == (5 * EPOCHS, 3)

        done, run, torn, last = 0, 0, 0, 0
        file = Path(folder) / "run0.safetensors"
        while done < kills:
            process = subprocess.Popen([program, file, str(EPOCHS)])
            try:
                code = process.wait(timeout=chance.uniform(0, duration / 8))
                if code != 0:
                    sys.exit(f"seed {seed}: the program ended with {code} after {done} kills")
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                done += 1
            torn += len(list(Path(folder).glob("*.part")))
            for part in Path(folder).glob("*.part"):
                part.unlink()
            now = epoch_of(file) if file.exists() else 0
            if now < last:
                sys.exit(f"seed {seed}: epoch {now} after epoch {last}")
            last = now
            if now == EPOCHS:
                if file.read_bytes() != whole.read_bytes():
                    sys.exit(f"seed {seed}: run {run} ended otherwise than the one that was not killed")
                run, last = run + 1, 0
                file = Path(folder) / f"run{run}.safetensors"
        subprocess.run([program, file, str(EPOCHS)], check=True)
        if file.read_bytes() != whole.read_bytes():
            sys.exit(f"seed {seed}: the last run ended otherwise than the one that was not killed")
    print(f"{done} kills in {run + 1} runs of {duration:.2f} s, {torn} of them while a checkpoint was being written: "
          "all runs ended with the same bytes")


main()
