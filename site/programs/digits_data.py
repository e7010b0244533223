#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Handwritten digits as a header: 64 pixels of 0 … 16 and the digit, a byte each, the training part first. Every fourth row is of the
test part, as in the examples; the training part ends where whole batches do.

    digits_data.py <digits.csv> <batch> <header.hpp>
"""
import pathlib
import sys


def literal(values):
    """A string literal with these bytes; three octal digits each, so that none runs into the next."""
    return '"' + "".join(f"\\{value:03o}" for value in values) + '"'


def main():
    source, batch, header = pathlib.Path(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
    rows = [[int(number) for number in line.split(",")] for line in source.read_text().split()]
    train = [row for at, row in enumerate(rows) if at % 4 != 3]
    test = [row for at, row in enumerate(rows) if at % 4 == 3]
    train = train[:len(train) // batch * batch]
    lines = "\n".join("    " + literal(row) for row in train + test)
    header.parent.mkdir(parents=True, exist_ok=True)
    header.write_text("// Written by digits_data.py.\n#pragma once\n\n#include <cstdint>\n\nnamespace playground {\n\n"
                      f"inline constexpr std::uint32_t digits_train_count = {len(train)}, digits_test_count = {len(test)};\n"
                      f"inline constexpr char digits_rows[] =\n{lines};\n\n}}  // namespace playground\n")


if __name__ == "__main__":
    main()
