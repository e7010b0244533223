#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""One source as a native program and as a module of WebAssembly: whether both compute the same bits, and how fast.

    compare.py <native program> <module> --node node [--chromium chromium] [--at-least 0.4]

Both train a while by turns, and the fastest round of each counts. Exit code 1 if a bit differs, or if WebAssembly makes fewer
steps a second than that share of the native program's.
"""
import argparse
import base64
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS, STEPS, TURNS = 40, 1000, 3
TOLD = re.compile(r"(\d+) (\S+) ([\d.]+)\s*$")
CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--dump-dom"]


def told(command):
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    found = TOLD.search(re.sub(r"<[^>]*>", "", said))
    if not found:
        sys.exit(f"{command[0]} said: {said}")
    return (int(found[1]), float(found[2])), float(found[3])


def node(program, module):
    return told([program, "-e", f"""{(HERE / "spiral.js").read_text()}
        console.log(spiral(require("fs").readFileSync({str(module)!r}), {ROUNDS}, {STEPS}));"""])


def chromium(program, module):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "page.html"
        bytes_of_module = base64.b64encode(module.read_bytes()).decode()
        page.write_text(f"""<!doctype html><script>{(HERE / "spiral.js").read_text()}
            document.write(spiral(Uint8Array.from(atob("{bytes_of_module}"), (c) => c.charCodeAt(0)), {ROUNDS}, {STEPS}));
            document.currentScript.remove();</script>""")
        return told([program, *CHROMIUM, f"--user-data-dir={folder}/profile", page.as_uri()])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("native", type=Path)
    parser.add_argument("module", type=Path)
    parser.add_argument("--node", required=True)
    parser.add_argument("--chromium")
    parser.add_argument("--at-least", type=float, default=0)
    given = parser.parse_args()

    runs = {"native": lambda: told([given.native, str(ROUNDS), str(STEPS)]),
            "Node": lambda: node(given.node, given.module)}
    if given.chromium:
        runs["Chromium"] = lambda: chromium(given.chromium, given.module)
    computed, fastest = {}, dict.fromkeys(runs, math.inf)
    for _ in range(TURNS):
        for name, run in runs.items():
            computed[name], nanoseconds = run()
            fastest[name] = min(fastest[name], nanoseconds)

    print(f"module of {given.module.stat().st_size:,} bytes")
    passed = True
    for name, nanoseconds in fastest.items():
        share = fastest["native"] / nanoseconds
        same = computed[name] == computed["native"]
        passed = passed and same and share >= given.at_least
        print(f"{name:10}{1e9 / nanoseconds:10,.0f} steps/s {share:6.2f} of native   loss {computed[name][1]:.9g}"
              f"{'' if same else '   OTHER BITS'}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
