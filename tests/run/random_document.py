#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes docs/random_programs.md from what the sweeps over random programs found, or compares it.

    random_document.py --write|--check <document> <file of results>...

A cell is operation × kernel × layout × sharing. LEGAL lists those that a program can reach, as the predicates of plan/select.hpp and
plan/layout.hpp allow; every other combination is excluded by one of REASONS. A cell that was reached though it is not in the list is an
error, and so is one of the list that was not reached.
"""
import sys
import textwrap

NONE, LEFT, RIGHT, ALL, SOME = "no batch", "left shared", "right shared", "all per sample", "some per sample"
COLUMNS = [NONE, LEFT, RIGHT, ALL, SOME]
ALONG, ACROSS = "one by one", "across lanes"


def item(text):
    return textwrap.fill(f"* {text}", 120, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) + "\n"


def cells(operation, layout, kernels, *sharings):
    return [(operation, kernel, layout, how) for kernel in kernels for how in sharings]

MOVEMENTS = ["transpose", "reshape", "slice", "pad", "diagonal", "diagonal_matrix", "broadcast_to", "tril", "triu"]
SCANS = ["cumsum", "reverse_cumsum", "cumprod"]
OF_ONE_MATRIX = ["cholesky", "lu", "determinant", "logdet"]
OF_TWO = ["concatenate", "recurrence", "reverse_recurrence", "gather", "scatter_add", "batch_scatter_add", "solve_lower", "solve_upper", "solve",
          "solve_transposed"]
LINES = ["in registers", "in loops"]
LEGAL = (
    cells("element-wise chain", ALONG, ["elementwise"], NONE, ALL, SOME)
    + cells("element-wise chain", ACROSS, ["across samples"], ALL, SOME)
    + cells("chain with a user's primitive", ALONG, ["elementwise"], NONE, ALL, SOME)
    + cells("chain with a user's primitive", ACROSS, ["across samples"], ALL, SOME)
    + cells("chain with random numbers", ALONG, ["elementwise"], NONE, ALL, SOME)
    + cells("chain with random numbers", ACROSS, ["across samples"], ALL, SOME)
    + cells("product, then random numbers", ALONG, ["tiles", "dots"], NONE, LEFT, RIGHT, ALL)
    + cells("product, then random numbers", ALONG, ["update while reading"], NONE, LEFT)
    + cells("product, then random numbers", ACROSS, ["across samples"], LEFT)
    + cells("product", ALONG, ["tiles", "dots"], NONE, LEFT, RIGHT, ALL)
    + cells("product", ALONG, ["tiles and functions"], LEFT)
    + cells("product", ALONG, ["update while reading"], NONE, LEFT)
    + cells("product", ACROSS, ["across samples"], LEFT)
    + cells("sum of products", ALONG, ["tiles", "whole columns", "repeating columns", "across columns"], NONE, ALL)
    + cells("sum of products", ALONG, ["with previous"], NONE, ALL)
    + cells("sum of products", ACROSS, ["long columns", "narrow columns"], ALL)
    + cells("scaled outer product", ALONG, ["whole columns", "repeating columns", "across columns", "with previous"],
            NONE, ALL)
    + cells("sum over samples", ALONG, ["rows of samples", "line of samples"], ALL)
    + cells("sum over samples", ACROSS, ["across samples"], ALL)
    + cells("softmax", ALONG, LINES, NONE, ALL)
    + cells("softmax", ALONG, ["samples transposed"], ALL)
    + cells("softmax", ALONG, ["lines close", "lines apart"], NONE, ALL)
    + cells("softmax", ACROSS, ["across samples"], ALL)
    + cells("log_softmax", ALONG, ["lines close", "lines apart"], NONE, ALL)
    + cells("softmax_cross_entropy", ALONG, LINES + ["lines in columns"], NONE, LEFT, RIGHT, ALL)
    + cells("softmax_cross_entropy", ALONG, ["samples transposed"], RIGHT, ALL)
    + cells("softmax_cross_entropy", ACROSS, ["across samples"], LEFT, RIGHT, ALL)
    + cells("softmax and cross_entropy", ALONG, LINES, NONE, RIGHT, ALL)
    + cells("softmax and cross_entropy", ALONG, ["samples transposed"], RIGHT, ALL)
    + cells("softmax and cross_entropy", ACROSS, ["across samples"], RIGHT, ALL)
    + [cell for operation in ("sum", "max", "norm", "logsumexp")
       for cell in cells(operation, ALONG, ["lines close", "lines apart", "lines in columns"], NONE, ALL)]
    + cells("sum", ACROSS, ["across samples"], ALL)
    + [cell for operation in SCANS + ["argmax"] for cell in cells(operation, ALONG, ["lines close", "lines apart"], NONE, ALL)]
    + [cell for operation in MOVEMENTS + OF_ONE_MATRIX for cell in cells(operation, ALONG, ["reference"], NONE, ALL)]
    + [cell for operation in OF_TWO for cell in cells(operation, ALONG, ["reference"], NONE, LEFT, RIGHT, ALL)]
    + cells("labels brought in", ALONG, ["moving"], NONE, ALL)
    + cells("labels brought in", ACROSS, ["across samples"], ALL)
    + cells("classes as numbers", ALONG, ["moving"], NONE, ALL)
    + cells("classes as numbers", ACROSS, ["across samples"], ALL)
    + cells("input brought in", ALONG, ["moving"], NONE, ALL)
    + cells("input brought in", ACROSS, ["across samples"], ALL)
)
REASONS = [
    "Operations of one operand have no sharing of two; only chains have inputs of both kinds (`some per sample`).",
    "Samples across lanes: matrices per sample, products of two operands per sample or of a matrix per sample, movements, functions of "
    "matrices, scans, argmax, max, norm, logsumexp and log_softmax are not known there (`can_be_batch_minor`), so such programs lie one by one. What has no batch is one by one.",
    "A sum of products over samples has both operands per sample: a shared one leaves the sum by a law (`batch_sum_of_product`). Without "
    "batch it is what is left of a batch of one.",
    "Tiles and functions: samples are the columns of one product, so the matrix is shared and the vectors are not; random numbers cost "
    "more than what may stand before the functions. Updates while reading are "
    "for one sample: without batch, or with a batch of one that keeps its axis (`drops_batch_of_one`).",
    "Samples are transposed for the logits of many samples; shared logits are one line. A softmax joins its loss where both have one "
    "number of samples, so not where only the target is per sample.",
    "A softmax of a line takes a chain and has no lines; one of all numbers of a matrix is not in the language, nor is a scan or an argmax.",
    "`in order` is for targets without vectors; `with previous` is the second step of a pair.",
]

def read(paths):
    reached, runs = {}, {"compiled": [], "interpreted": []}
    for path in paths:
        for line in open(path, encoding="utf-8"):
            kind, rest = line.rstrip("\n").split(" ", 1)
            if kind == "cell":
                *cell, steps = rest.split("|")
                reached[tuple(cell)] = reached.get(tuple(cell), 0) + int(steps)
            else:
                runs[kind].append([int(number) for number in rest.split()])
    return reached, {kind: [sum(numbers) for numbers in zip(*lines)] for kind, lines in runs.items()}

def document(reached, runs):
    programs, values, undecided, gradients, tapes, wrong = runs["interpreted"]
    compiled, numbers, across, disagreements = runs["compiled"]
    out = f"""# Random programs

Written by `ctest -L slow` (tests/run/random_document.py); do not edit.

| | programs | compared | disagreements |
|---|---|---|---|
| all laws, through the interpreter, against no law, by definitions written anew | {programs:,} | {values:,} numbers | {wrong} |
| their derivatives against ADOL-C and Sacado | | {tapes:,} of {gradients:,} gradients | in the row above |
| compiled, with the vectors of SSE2, AVX2 and AVX-512 by turns, against the interpreter | {compiled:,} | {numbers:,} numbers | {disagreements} |

{undecided:,} values of the first row are left out because a comparison of equal numbers, a number beyond 10⁶ or something
not finite decides them; gradients at such a point, or at a kink, are left out of the second. Of the compiled programs,
float and double by turns, {across:,} lie across lanes. A program has 0 to 20 samples of up to 20, 0 to 5 layers, some
with dropout, noise or means and variances of the batch behind them, rows and columns of 1 to 40, and single operations
between all that; each special case of the planner is left out of every twelfth. Inputs lie close or apart, in order or
chosen by a list; workspace, gaps and what lies between columns hold NaN, and fences stand on both sides of the stores.

## Which kernels they reach

Steps of compiled programs for each operation, kernel, layout and sharing of operands (`plan::selected`). A dash is a
cell that no program can reach.

| operation | kernel | samples | {" | ".join(COLUMNS)} |
|---|---|---|{"---|" * len(COLUMNS)}
"""
    rows = list(dict.fromkeys(cell[:3] for cell in LEGAL))
    for row in rows:
        counts = [str(reached.get(row + (how,), 0)) if row + (how,) in LEGAL else "–" for how in COLUMNS]
        out += f"| {' | '.join(row)} | {' | '.join(counts)} |\n"
    out += "\nWhy the others cannot be reached:\n\n" + "".join(map(item, REASONS))
    return out

def main():
    mode, path, *files = sys.argv[1:]
    reached, runs = read(files)
    errors = [f"reached, but said to be out of reach: {cell}" for cell in reached if cell not in LEGAL]
    errors += [f"not reached: {cell}" for cell in LEGAL if cell not in reached]
    text = document(reached, runs)
    if mode == "--write":
        open(path, "w", encoding="utf-8").write(text)
    elif open(path, encoding="utf-8").read() != text:
        errors.append(f"{path} is not what was found: write it anew with --write")
    print("\n".join(errors))
    return 1 if errors else 0

if __name__ == "__main__":
    sys.exit(main())
