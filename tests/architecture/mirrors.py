#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Whether every header has its test: include/tapeless/a/b.hpp, tests/a/b.cpp.

    mirrors.py <project>

Headers that only include others need none. Records of operations are tested by tests/ops/records.cpp and the rows of tests/operations.
Exit code 1 where a test is missing, or an exception is no longer one.
"""
import sys
from pathlib import Path

# header: the test that has it instead
TESTED_BY = {
    "save/block_device.hpp": "save/checkpoint.cpp",
    "save/checkpoint_slots.hpp": "save/checkpoint.cpp",
    "save/checkpoint_status.hpp": "save/checkpoint.cpp",
    "save/header_writer.hpp": "save/save.cpp",
    "save/numbers.hpp": "save/checkpoint.cpp",
    "save/part.hpp": "save/save.cpp",
    "save/parts.hpp": "save/save.cpp",
    "save/status.hpp": "save/find_tensors.cpp",
    "save/tensor.hpp": "save/find_tensors.cpp",
    "train/no_trainer.hpp": "train/trainer.cpp",
    "train/network_data.hpp": "train/trainer.cpp",
    "train/network_loss.hpp": "train/any_loss.cpp",
    "io/or_exit.hpp": "examples/train_digits.py",
    "io/csv_lines.hpp": "io/csv.cpp",
    "io/npy_header.hpp": "io/npy.cpp",
    "io/zip.hpp": "io/npz.cpp",
    "target/arm.hpp": "target/description.cpp",
    "target/current.hpp": "target/description.cpp",
    "target/isa/arm.hpp": "kernel/several.cpp",
    "target/isa/avx512.hpp": "target/isa.cpp",
    "target/isa/helium.hpp": "embedded/products.cpp",
    "target/isa/optional.hpp": "target/isa.cpp",
    "target/isa/riscv.hpp": "embedded/reproducible.cpp",
    "target/isa/wasm.hpp": "target/isa.cpp",
    "target/isa/x86.hpp": "target/isa.cpp",
    "target/portable.hpp": "target/description.cpp",
    "target/wasm.hpp": "target/description.cpp",
    "target/x86.hpp": "target/description.cpp",
    "run/bound_leaf.hpp": "run/bound_run.cpp",
    "run/kernels.hpp": "run/execute.cpp",
    "run/step_at.hpp": "run/execute.cpp",
    "shape/error.hpp": "fail/adding_different_shapes.cpp",
    "show/c/plan.hpp": "show/c_program.cpp",
    "show/c/steps.hpp": "show/c_program.cpp",
    "show/c/weights.hpp": "show/c_program.cpp",
}


def missing(project, tested_by):
    """What is wrong, a line each."""
    include = project / "include" / "tapeless"
    tests = project / "tests"
    wrong = []
    for path in sorted(include.rglob("*.hpp")):
        header = path.relative_to(include).as_posix()
        mirrored = (tests / header).with_suffix(".cpp").exists()
        if header in tested_by:
            if mirrored:
                wrong.append(f"{header} has its test and needs no exception")
        elif not mirrored and not header.startswith("ops/") and "namespace tapeless" in path.read_text(encoding="utf-8"):
            wrong.append(f"{header} has no test tests/{header.removesuffix('.hpp')}.cpp")
    wrong += [f"{header} does not exist" for header in tested_by if not (include / header).exists()]
    wrong += [f"tests/{test} does not exist" for test in tested_by.values() if not (tests / test).exists()]
    return wrong


def main():
    wrong = missing(Path(sys.argv[1]), TESTED_BY)
    print("\n".join(wrong) or "every header has its test")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
