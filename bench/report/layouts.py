# SPDX-License-Identifier: BSL-1.0
"""The planner's choice of a layout against the clock, on networks drawn from a seed: bench/choices/layouts.hpp."""
import json
import math
import random
import subprocess

ACTIVATIONS = ["relu", "tanh", "sigmoid", "silu", "gelu", "softplus", "elu", "leaky_relu"]
NETWORKS = 60
PER_PROGRAM = 4
ALLOWED = 1.15


def log_uniform(draw, low, high):
    return round(math.exp(draw.uniform(math.log(low), math.log(high))))


def networks(seed):
    """Name, objective, batch, widths and activations of each: 1 to 8 layers, widths 1 to 600, batches 4 to 512."""
    draw = random.Random(seed)
    for _ in range(NETWORKS):
        widths = [log_uniform(draw, 1, 600) for _ in range(draw.randint(1, 8) + 1)]
        while math.prod(widths) and sum(a * b for a, b in zip(widths, widths[1:])) > 300_000:  # a step takes milliseconds, not more
            widths = [max(1, width // 2) for width in widths]
        objective = draw.choice(["classes", "squares", "binary"])
        if objective == "classes":
            widths[-1] = max(2, widths[-1])
        batch = log_uniform(draw, 4, 512)
        layers = [draw.choice(ACTIVATIONS) for _ in widths[2:]]
        text = "-".join(map(str, widths)) + f" {'/'.join(dict.fromkeys(layers))} {objective}, {batch}"
        yield text, objective, batch, widths, layers


def sources(seed):
    """Texts of programs, some networks each."""
    drawn = list(networks(seed))
    for first in range(0, NETWORKS, PER_PROGRAM):
        text = '#include "layouts.hpp"\n\nnamespace choices {\n'
        calls = ""
        for number, (name, objective, batch, widths, layers) in enumerate(drawn[first:first + PER_PROGRAM]):
            stack = [f'in<{widths[0]}>'] + [f"tl::dense<{width}, act::{layer}>" for width, layer in zip(widths[1:], layers)]
            stack.append(f"tl::dense<{widths[-1]}>")
            text += f"struct drawn_{number} : case_of<{objective}, {batch}, {', '.join(stack)}> {{}};\n"
            calls += f'  choices::compare_layouts<choices::drawn_{number}>("{name}", 21);\n'
        yield text + "}  // namespace choices\n\nint main() {\n" + calls + "}\n"


def judge(rows):
    """Networks with two legal layouts, and those of them whose layout is within 15 % of the faster."""
    legal = [row for row in rows if row["legal"]]
    return legal, [row for row in legal if 1 / row["other_over_taken"] <= ALLOWED]


def measure(seed, folder, compiler, root):
    """Builds and runs the programs of a seed, two at a time; what they found."""
    folder.mkdir(parents=True, exist_ok=True)
    flags = ["-std=c++20", "-O2", "-march=native", f"-I{root / 'include'}", f"-I{root / 'bench' / 'choices'}"]
    programs, running = [], []
    for number, text in enumerate(sources(seed)):
        source = folder / f"layouts_{seed}_{number}.cpp"
        source.write_text(text, encoding="utf-8")
        programs.append(source.with_suffix(""))
        running.append(subprocess.Popen([compiler, *flags, str(source), "-o", str(programs[-1])]))
        if len(running) == 2 and running.pop(0).wait() != 0:
            raise SystemExit(f"{source} or the one before does not compile")
    if any(each.wait() != 0 for each in running):
        raise SystemExit("a program does not compile")
    lines = [line for program in programs for line in
             subprocess.run([program], check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()]
    return [json.loads(line) for line in lines]


def document(seed, rows):
    legal, right = judge(rows)
    share = 100 * len(right) / max(1, len(legal))
    text = f"""# The layout of a batch, predicted and measured

Written by `scripts/bench --layouts {seed}`; do not edit.

{len(rows)} networks of seed {seed} (widths, activations, objective, samples); {len(legal)} of them have two legal layouts. The
layout that the planner's cost model (`plan/layout.hpp`) takes is within {round(100 * (ALLOWED - 1))} % of the faster one in
**{len(right)} of {len(legal)}** ({share:.0f} %; asked: 90 %). Times are of a training step, float, one thread,
medians of 21 rounds by turns; below 1 the other layout is faster. "Model" is what the cost model expects of the same
ratio.

| network | taken | time of the other over it | model |
|---|---|---|---|
"""
    for row in sorted(legal, key=lambda row: row["other_over_taken"]):
        text += f"| {row['network']} | {row['taken']} | {row['other_over_taken']:.2f} | {row['model']:.2f} |\n"
    return text
