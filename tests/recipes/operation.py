#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The recipe for one more operation, followed: in a copy of the headers.

    operation.py --compiler g++ --include <include> --copy <directory> -- <flags>

A name in ops/op.hpp and a record with its function (sinc.hpp) in a header of ops/ are all of the headers that an element-wise operation takes:
sinc_is_an_operation.cpp then has values, derivatives and notation. One along an axis (flip.hpp) or of a whole matrix (turn.hpp) takes the same, and its function
in a header of expr/. Without any one member of a record there is an error that names the operation and the member.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
FLIP = """
namespace tapeless {
/// The elements of a column vector, or of each column (axis 0) or row (axis 1) of a matrix, the last one first.
template <axis_number Axis = all_axes, expression X>
constexpr auto flip(X const& x) {
  return expr::normalize<op::flip, Axis>(x);
}
}  // namespace tapeless
"""
TURN = """
namespace tapeless {
/// A matrix, turned by 180 degrees.
template <expression X>
constexpr auto turn(X const& x) {
  return expr::make<op::turn, X::shape>(x);
}
}  // namespace tapeless
"""
VALUE = r"  template <class T.*>\n.*(?:value|of_line)\([\s\S]*?\n  \}\n"
VJP = r"  static constexpr auto vjp\([\s\S]*?\}\n"
WRITTEN = r"  static constexpr notation written\{.*\};\n"
C99 = r"  static constexpr c_function c99\{[\s\S]*?\};\n"
# by operation: the name that it follows in ops/op.hpp, the header of its record, what else is added to a header, and by member of
# the record what is left out
RECIPES = {
    "sinc": ("erfc", "ops/activation.hpp", {}, {
        "written": WRITTEN, "c99": C99, "flops": r"  static constexpr std::uint32_t flops = .*;\n", "slopes": r"smooth, ",
        "arity": r"even, ", "folds": r", folds_everywhere", "value": VALUE, "vjp": VJP}),
    "flip": ("cumsum", "ops/scan.hpp", {"expr/reduction.hpp": FLIP}, {
        "written": WRITTEN, "c99": C99, "flops": r"structural<.*?>, ", "shape": r", normalization<op::flip>", "of_line": VALUE,
        "vjp": VJP, "jvp": r", linear"}),
    "turn": ("determinant", "ops/linear_algebra.hpp", {"expr/linear_algebra.hpp": TURN}, {
        "written": WRITTEN, "c99": C99, "flops": r"structural<.*?>, ", "shape": r"  static constexpr extents shape\(.*\n", "value": VALUE,
        "vjp": VJP, "jvp": r", linear"}),
}


class Copy:
    """The headers, some of them with something added while they are asked."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.compiled = 0
        self.failures = []
        shutil.rmtree(arguments.copy, ignore_errors=True)
        shutil.copytree(arguments.include, arguments.copy)

    def ask(self, operation, changed):
        """What the compiler says of OPERATION_is_an_operation.cpp with the given headers in place of the copy's: (code, first screen)."""
        kept = {}
        for name, text in changed.items():
            path = self.arguments.copy / "tapeless" / name
            kept[path] = path.read_text(encoding="utf-8")
            path.write_text(text(kept[path]), encoding="utf-8")
        # The first error is what is judged: what the rest of the headers makes of it would take four fifths of the time.
        command = [self.arguments.compiler, *self.arguments.flags, "-std=c++20", "-fsyntax-only", "-fmax-errors=1",
                   "-fdiagnostics-color=never", f"-I{self.arguments.copy}", str(HERE / f"{operation}_is_an_operation.cpp")]
        answer = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=300, check=False)
        for path, text in kept.items():
            path.write_text(text, encoding="utf-8")
        self.compiled += 1
        return answer.returncode, "\n".join(answer.stderr.splitlines()[:12])

    def follow(self, operation):
        follows, home, elsewhere, members = RECIPES[operation]
        record = (HERE / f"{operation}.hpp").read_text(encoding="utf-8")
        named = {"ops/op.hpp": lambda text: text.replace(f"  {follows},", f"  {follows},\n  {operation},", 1)}
        with_function = {name: (lambda text, added=added: text + added) for name, added in elsewhere.items()}

        def answer(added):
            return self.ask(operation, {**named, **with_function, home: lambda text: text + added})

        code, first = answer(record)
        if code != 0:
            self.failures.append(f"with its record, {operation} does not compile:\n{first}")
        for member, pattern in members.items():
            without, times = re.subn(pattern, "", record)
            if times != 1:
                self.failures.append(f"{times} places match the member {member} of {operation}.hpp")
                continue
            code, first = answer(without)
            if code == 0 or operation not in first or not re.search(rf"lacks `(\w+ )?{member}`", first):
                self.failures.append(f"without {member}, the first screen does not say so:\n{first}")
        code, first = self.ask(operation, named)
        if code == 0 or operation not in first or "has no record" not in first:
            self.failures.append(f"without a record, the first screen does not say so:\n{first}")


def main():
    parser = argparse.ArgumentParser(description="Add operations to a copy of the headers.")
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", required=True, type=pathlib.Path)
    parser.add_argument("--copy", required=True, type=pathlib.Path)
    parser.add_argument("flags", nargs="*")
    copy = Copy(parser.parse_args())
    for operation in RECIPES:
        copy.follow(operation)
    for failure in copy.failures:
        print(failure)
    print(f"{copy.compiled} headers compiled, {len(copy.failures)} not as they should")
    return 1 if copy.failures else 0


if __name__ == "__main__":
    sys.exit(main())
