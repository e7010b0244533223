#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The recipe for one more operation, followed: in a copy of the headers.

    operation.py --compiler g++ --include <include> --copy <directory> -- <flags>

A name in ops/op.hpp and a record with its function (sinc.hpp) in a header of ops/ are all that it takes: sinc_is_an_operation.cpp then
has values, derivatives and notation. Without any one member of the record there is an error that names the operation and the member.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
# what is left out, and what the error has to say besides the operation
MEMBERS = {
    "written": r"  static constexpr notation written\{.*\};\n",
    "c99": r"  static constexpr c_function c99\{.*\};\n",
    "flops": r"  static constexpr std::uint32_t flops = .*;\n",
    "slopes": r"smooth, ",
    "folds": r", folds_everywhere",
    "value": r"  template <class T>\n.*value\(T x\) \{\n.*\n  \}\n",
    "vjp": r"  static constexpr auto vjp.*\n",
}
# the same of an operation that is not element-wise: op::transpose in ops/movement.hpp
OTHERS = {
    "shape": r"  static constexpr extents shape\(.*\n",
    "value": r"  template <class T>\n.*void value\([\s\S]*?\n  \}\n",
    "vjp": r"  static constexpr auto vjp.*\n",
    "jvp": r", linear",
}


def compiles(arguments, copy):
    command = [arguments.compiler, *arguments.flags, "-std=c++20", "-fsyntax-only", "-fdiagnostics-color=never",
               f"-I{copy}", str(HERE / "sinc_is_an_operation.cpp")]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=300, check=False)


def main():
    parser = argparse.ArgumentParser(description="Add an operation to a copy of the headers.")
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", required=True, type=pathlib.Path)
    parser.add_argument("--copy", required=True, type=pathlib.Path)
    parser.add_argument("flags", nargs="*")
    arguments = parser.parse_args()

    shutil.rmtree(arguments.copy, ignore_errors=True)
    shutil.copytree(arguments.include, arguments.copy)
    names = arguments.copy / "tapeless/ops/op.hpp"
    unlisted = names.read_text(encoding="utf-8")
    listed = unlisted.replace("  erfc,\n", "  erfc,\n  sinc,\n")
    home = arguments.copy / "tapeless/ops/activation.hpp"
    before = home.read_text(encoding="utf-8")
    record = (HERE / "sinc.hpp").read_text(encoding="utf-8")

    failures = []
    names.write_text(listed, encoding="utf-8")
    home.write_text(before + record, encoding="utf-8")
    if (whole := compiles(arguments, arguments.copy)).returncode != 0:
        failures.append(f"with its record, sinc does not compile:\n{whole.stderr}")
    for member, pattern in MEMBERS.items():
        without, times = re.subn(pattern, "", record)
        if times != 1:
            failures.append(f"{times} places match the member {member} of sinc.hpp")
            continue
        home.write_text(before + without, encoding="utf-8")
        answer = compiles(arguments, arguments.copy)
        first = "\n".join(answer.stderr.splitlines()[:12])
        if answer.returncode == 0 or "sinc" not in first or not re.search(rf"lacks `(\w+ )?{member}`", first):
            failures.append(f"without {member}, the first screen does not say so:\n{first}")
    home.write_text(before, encoding="utf-8")
    movements = arguments.copy / "tapeless/ops/movement.hpp"
    others = movements.read_text(encoding="utf-8")
    for member, pattern in OTHERS.items():
        names.write_text(unlisted, encoding="utf-8")
        start = others.index("struct record<op::transpose>")
        movements.write_text(others[:start] + re.sub(pattern, "", others[start:], count=1), encoding="utf-8")
        answer = compiles(arguments, arguments.copy)
        first = "\n".join(answer.stderr.splitlines()[:12])
        if answer.returncode == 0 or "transpose" not in first or f"lacks `{member}`" not in first:
            failures.append(f"without {member} of transpose, the first screen does not say so:\n{first}")
    movements.write_text(others, encoding="utf-8")
    names.write_text(listed, encoding="utf-8")
    first = "\n".join(compiles(arguments, arguments.copy).stderr.splitlines()[:12])
    if "sinc" not in first or "has no record" not in first:
        failures.append(f"without a record, the first screen does not say so:\n{first}")

    for failure in failures:
        print(failure)
    print(f"{len(MEMBERS) + len(OTHERS) + 2} headers compiled, {len(failures)} not as they should")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
