# SPDX-License-Identifier: BSL-1.0
"""A run of the benchmark as it lies in build/bench: results.json, ceilings.json, machine.json."""
import json
import math

MODES = ["forward", "gradient", "step", "adam"]
COLUMNS = [("W1", 8), ("W2", 200), ("W3", 1), ("W3", 32), ("W4", 1), ("W4", 32), ("W4", 256), ("W5", 1), ("W5", 32),
           ("W5", 128), ("W6", 32), ("W7", 1)]
PEERS = ["tapeless", "libxsmm", "libxsmm-batch", "eigen", "plain-feature", "plain-feature-fast", "plain-feature-fast-512",
         "plain-batch", "plain-batch-fast", "plain-batch-fast-512", "libtorch", "libtorch-no-grad", "adolc", "sacado",
         "closures"]
OURS = "tapeless"
UPDATE_ALONE = "adam-update"
NO_PEERS = [OURS, UPDATE_ALONE, UPDATE_ALONE + "-fast"]  # the last two have no gradient


def name(column):
    """W3/32"""
    return f"{column[0]}/{column[1]}"


def read(file):
    """A JSON file, or None if there is none."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def micro(nanoseconds):
    """Microseconds with three significant digits."""
    us = nanoseconds / 1000
    return f"{us:.0f}" if us >= 100 else f"{us:.{2 - math.floor(math.log10(us))}f}"


class Run:
    """Medians by mode, peer and column; roofs by mode and column."""

    def __init__(self, results, ceilings):
        self.rows = results
        self.ceilings = ceilings
        self.median = {(r["mode"], r["peer"], (r["workload"], r["batch"])): r["median_ns"] for r in results}
        self.roofs = {(r["mode"], (r["workload"], r["batch"])): r["roof_ns"] for r in (ceilings or {}).get("roofs", [])}
        there = {r["peer"] for r in results}
        self.peers = [p for p in PEERS if p in there] + sorted(there - set(PEERS))

    def columns(self, mode):
        """The columns that were run, in the order of the tables."""
        return [c for c in COLUMNS if any(m == mode and at == c for m, _, at in self.median)]

    def best(self, mode, column):
        """(peer, ns) of the fastest that is not tapeless, or None."""
        others = [(ns, p) for (m, p, at), ns in self.median.items()
                  if m == mode and at == column and p not in NO_PEERS]
        return min(others)[::-1] if others else None

    def time(self, mode, peer, column):
        """The median of a peer, or None."""
        return self.median.get((mode, peer, column))

    def plain(self, mode, column):
        """The fastest of the plain loops, or None."""
        times = [ns for (m, p, at), ns in self.median.items() if m == mode and at == column and p.startswith("plain-")]
        return min(times) if times else None

    def ratio(self, mode, column):
        """Median of tapeless over that of the best peer, or None."""
        ours, best = self.median.get((mode, OURS, column)), self.best(mode, column)
        return ours / best[1] if ours and best else None

    def of_roof(self, mode, column, nanoseconds):
        """Which part of the least time of the machine a time is."""
        roof = self.roofs.get((mode, column))
        return roof / nanoseconds if roof and nanoseconds else None

    def mean_ratio(self, mode):
        """The geometric mean of the ratios."""
        ratios = [r for r in (self.ratio(mode, c) for c in self.columns(mode)) if r]
        return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else None

    def table(self, mode):
        """Rows of text: a heading, every peer's µs, the ratio, the fraction of the roof."""
        columns = self.columns(mode)
        rows = [[f"{mode}, µs"] + [name(c) for c in columns]]
        for peer in self.peers:
            times = [self.median.get((mode, peer, c)) for c in columns]
            if any(times):
                rows.append([peer] + [micro(t) if t else "–" for t in times])
        if self.roofs:
            rows.append(["roof"] + [micro(self.roofs[mode, c]) for c in columns])
        if any(self.ratio(mode, c) for c in columns):
            rows.append(["tapeless / best peer"] + [f"{self.ratio(mode, c):.2f}" for c in columns])
        if self.roofs and OURS in self.peers:
            rows.append(["tapeless, of roof"] +
                        [f"{100 * self.of_roof(mode, c, self.median[mode, OURS, c]):.0f} %" for c in columns])
        return rows


def aligned(rows):
    """Rows of text as a table for a terminal."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths)))
                     for row in rows)
