# SPDX-License-Identifier: BSL-1.0
"""docs/performance.md, from a run."""
import textwrap

from run import MODES, OURS, UPDATE_ALONE, name

TITLES = {"forward": "Forward: predictions of the batch", "gradient": "Mean loss and all its gradients",
          "step": "Full SGD step: mean loss, gradients, update",
          "adam": "Full step of Adam: mean loss, gradients, update of parameters and both moments"}

ABOUT = """Written by `scripts/bench --document` from the last full run of `scripts/bench`, which installs the peers, builds,
verifies, measures and exits with an error if a peer computes anything else than the reference or anything ran faster
than the ceilings allow. `scripts/bench --workload W3 --batch 32 --mode step --peer tapeless --peer eigen --rounds 5`
repeats a part. Compare within a run only.

| | network | loss | batch |
|---|---|---|---|
| W1 | 4-6-3-1 relu | binary cross-entropy of a sigmoid | 8 |
| W2 | 2-8-8-1 relu | binary cross-entropy of a sigmoid | 200 |
| W3 | 64-32-10 tanh | softmax cross-entropy | 1, 32 |
| W4 | 13-64-64-4 tanh | mean squared error | 1, 32, 256 |
| W5 | 784-128-10 relu | softmax cross-entropy | 1, 32, 128 |
| W6 | 784-256-128-64-10 relu | softmax cross-entropy | 32 |
| W7 | eight tanh layers 16-16 | mean squared error | 1 |

Single thread, float (ADOL-C and Sacado: double), warm caches, no flush-to-zero. All peers of a column are timed in one
process, in rounds: in each round every peer once, in shuffled order, long enough to fill a few milliseconds; a figure
is the median of the rounds. Before that each peer's predictions, mean loss, gradients of every weight and bias, and
parameters after a step are compared with a double-precision reference, which is itself compared with central
differences. Every peer gets the same numbers, in whatever layout it likes; tapeless gets the samples row by row, as
users have them.

"""

PEERS = """## The peers

| | |
|---|---|
| tapeless | `trainer::step`, and `program` for predictions and gradients; all run-time checks of data are on; no -ffast-math |
| libxsmm, libxsmm-batch | products generated at run time for the shapes, fast functions and everything between by hand; features or samples next to each other, inputs also given transposed; the upper register halves are cleared after each product |
| eigen | Eigen 3.4, matrices of fixed size, its vectorized functions, backpropagation by hand |
| plain-feature, plain-batch | loops by hand over arrays of fixed size; features or samples next to each other; `-fast`: with -ffast-math, hence vectorized sums and functions; `-512`: with -mprefer-vector-width=512 |
| libtorch, libtorch-no-grad | autograd; the same tensor functions without recording, backpropagation by hand |
| adolc | ADOL-C: the trace is recorded once and replayed |
| sacado | Sacado's reverse mode, recording anew each time |
| closures | a graph of shared nodes with a closure each, as textbooks write it |
| adam-update | no peer: Adam's update alone, a plain loop over all parameters and gradients that are there, vectorized; `-fast`: with -ffast-math, hence approximate roots and quotients |

The roof is the least time the machine needs: the longer of the floating-point operations at the measured rate of fused
multiply-adds and of the parameters' traffic (read once; a gradient written, or an update in place) at the measured rate
of the cache they fit, plus the activations at the measured rate of fast functions. It ignores latency, which is what
bounds W1 and W7.

"""


def markdown(rows):
    """Rows of text as a Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]) + "\n\n"


def emphasized(run, mode):
    """The table of a mode, with the best peer of each column in bold."""
    rows = run.table(mode)
    for i, column in enumerate(run.columns(mode), start=1):
        best = run.best(mode, column)
        for row in rows:
            if best and row[0] == best[0]:
                row[i] = f"**{row[i]}**"
    return markdown(rows)


def summary(run):
    """What tapeless reaches, in sentences."""
    text = ""
    for mode in MODES:
        mean = run.mean_ratio(mode)
        if mean is None:
            continue
        ratios = {c: run.ratio(mode, c) for c in run.columns(mode)}
        low, high = min(ratios, key=ratios.get), max(ratios, key=ratios.get)
        text += (f"- {mode}: geometric mean {mean:.2f} of the time of the best peer of each column; "
                 f"from {ratios[low]:.2f} ({name(low)}) to {ratios[high]:.2f} ({name(high)}).\n")
    return text + "\n"


def adam_lines(run):
    """What Adam costs beside descent, in updates."""
    columns = [c for c in run.columns("adam") if run.time("adam", UPDATE_ALONE, c) and run.time("step", OURS, c)]
    if not columns:
        return ""
    extra = [(run.time("adam", OURS, c) - run.time("step", OURS, c)) / run.time("adam", UPDATE_ALONE, c) for c in columns]
    return ("What Adam's step takes longer than the SGD step, both of tapeless, in times that Adam's update alone takes (1: as if the update "
            "ran behind the SGD step, whose own update costs nothing):\n\n" +
            markdown([[name(c) for c in columns], [f"{each:.2f}" for each in extra]]))


def item(text):
    return textwrap.fill(f"- {text}", 120, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) + "\n"


def machine_lines(machine, ceilings):
    """The machine, its compilers and libraries, and its ceilings."""
    text = "## Machine\n\n" + "".join(item(f"{key}: {value}") for key, value in machine.items()) + "\n"
    if ceilings:
        rows = [["fused multiply-adds", "L1 load", "L1 update", "L2 load", "L2 update", "tanh", "exp"],
                [f"{ceilings['fma_gflops']:.0f} GFLOP/s"] +
                [f"{ceilings[k]:.0f} GB/s" for k in ("l1_load_gb_s", "l1_update_gb_s", "l2_load_gb_s", "l2_update_gb_s")] +
                [f"{ceilings[k]:.2f} ns" for k in ("tanh_ns", "exp_ns")]]
        text += "Ceilings, measured in the same run (an update reads and writes in place; its bytes count once):\n\n" + markdown(rows)
    return text


def compiler_lines(rows):
    """tapeless by compiler, as ratios to the first."""
    first = rows[0]["compiler"]
    compilers = list(dict.fromkeys(r["compiler"] for r in rows))
    time = {(r["compiler"], r["mode"], (r["workload"], r["batch"])): r["min_ns"] for r in rows}
    text = (f"## Compilers\n\nTime of tapeless over that of `{first}`, the least of several processes each, in turns\n"
            "(`scripts/bench --compilers`). Not the median: some processes of one and the same program run up to 1.6\n"
            "times as long from their first to their last call, whichever compiler made it, and a column here would show\n"
            "which of them met more of these.\n\n")
    for mode in MODES:
        columns = list(dict.fromkeys((r["workload"], r["batch"]) for r in rows if r["mode"] == mode))
        if columns:
            text += markdown([[mode] + [name(c) for c in columns]] +
                             [[f"`{compiler}`"] + [f"{time[compiler, mode, c] / time[first, mode, c]:.2f}" for c in columns]
                              for compiler in compilers if compiler != first])
    return text


def shape_table(rows):
    """Shapes that fill no register, and their neighbours, by time per floating-point operation of the products."""
    table = [["network", "batch", "step", "neighbour", "batch", "step", "time per flop, ratio"]]
    for r in rows:
        ratio = (r["ns"] / r["flops"]) / (r["neighbour_ns"] / r["neighbour_flops"])
        table.append([r["shape"], str(r["batch"]), f"{r['ns'] / 1000:.2f} µs", r["neighbour"], str(r["neighbour_batch"]),
                      f"{r['neighbour_ns'] / 1000:.2f} µs", f"{ratio:.2f}"])
    return table


def factors(run):
    """How tapeless compares with the peers that are asked about by name."""
    text = ""
    columns = [c for c in run.columns("step") if run.time("step", "libtorch", c)]
    if columns:
        ratios = [run.time("step", "libtorch", c) / run.time("step", OURS, c) for c in columns]
        text += "A step of libtorch's autograd takes so many times as long:\n\n" + markdown(
            [[name(c) for c in columns], [f"{r:.{0 if r >= 20 else 1}f}" for r in ratios]])
    single = [c for c in run.columns("forward") if c[1] == 1 and run.plain("forward", c)]
    if single:
        text += "Predictions for one sample, over the best of the plain loops:\n\n" + markdown(
            [[name(c) for c in single], [f"{run.time('forward', OURS, c) / run.plain('forward', c):.2f}" for c in single]])
    return text


def document(run, machine, compilers, shapes):
    """The whole document."""
    text = "# Performance\n\n" + ABOUT + "![Ratio to the best peer, and fraction of the roof](performance.svg)\n\n"
    if OURS in run.peers:
        text += summary(run) + factors(run) + adam_lines(run)
    for mode in reversed(MODES):
        if run.columns(mode):
            text += f"## {TITLES[mode]}\n\nMedian µs; the best peer in bold.\n\n" + emphasized(run, mode)
    text += PEERS + machine_lines(machine, run.ceilings)
    if compilers:
        text += compiler_lines(compilers)
    if shapes:
        text += ("## Awkward shapes\n\nA whole step of tapeless, tanh layers and mean squared error, next to a neighbour "
                 "whose widths\nfill registers (`scripts/bench --shapes`); operations are those of the products.\n\n" +
                 markdown(shape_table(shapes)))
    return text.rstrip() + "\n"
