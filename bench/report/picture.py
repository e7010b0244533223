# SPDX-License-Identifier: BSL-1.0
"""docs/performance.svg, from a run: the ratio to the best peer, and the fraction of the roof, per column."""
import math

from run import MODES, OURS, name

WIDTH, LEFT, PANEL, GAP = 900, 60, 210, 70
COLORS = {"forward": "#9ecae1", "gradient": "#4292c6", "step": "#08519c", "adam": "#e6550d", "tapeless": "#08519c", "best peer": "#bdbdbd"}


class Panel:
    """Bars in groups, one group for each column, over an axis of its own."""

    def __init__(self, top, title, ticks, place):
        self.top, self.place = top, place
        self.parts = [f'<text x="{LEFT}" y="{top - 12}" font-weight="bold">{title}</text>']
        for value, text in ticks:
            y = self.y(value)
            self.parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - 10}" y2="{y:.1f}" stroke="#ddd"/>')
            self.parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{text}</text>')

    def y(self, value):
        """Where a value lies."""
        return self.top + PANEL * (1 - self.place(value))

    def line(self, value):
        """A line across, to compare with."""
        y = self.y(value)
        self.parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - 10}" y2="{y:.1f}" stroke="#c00" stroke-width="1.5"/>')

    def bars(self, columns, series, base):
        """series: name to values by column."""
        step = (WIDTH - LEFT - 10) / len(columns)
        width = 0.8 * step / len(series)
        for i, column in enumerate(columns):
            x = LEFT + i * step + 0.1 * step
            for j, (what, values) in enumerate(series.items()):
                if values.get(column) is not None:
                    ends = sorted((self.y(values[column]), self.y(base)))
                    self.parts.append(f'<rect x="{x + j * width:.1f}" y="{ends[0]:.1f}" width="{width - 1:.1f}" '
                                      f'height="{max(ends[1] - ends[0], 0.5):.1f}" fill="{COLORS[what]}">'
                                      f'<title>{name(column)} {what}: {values[column]:.2f}</title></rect>')
            self.parts.append(f'<text x="{x + 0.4 * step:.1f}" y="{self.top + PANEL + 16}" text-anchor="middle">{name(column)}</text>')
        for j, what in enumerate(series):
            x = WIDTH - 10 - 90 * (len(series) - j)
            self.parts.append(f'<rect x="{x}" y="{self.top - 22}" width="10" height="10" fill="{COLORS[what]}"/>'
                              f'<text x="{x + 14}" y="{self.top - 13}">{what}</text>')


def ratio_panel(run, top):
    """Bars from 1 up or down, on a logarithmic axis: below the line tapeless is faster."""
    columns = run.columns("step") or run.columns("gradient") or run.columns("forward")
    series = {mode: {c: run.ratio(mode, c) for c in columns} for mode in MODES if run.columns(mode)}
    ratios = [r for values in series.values() for r in values.values() if r]
    low = min(-1, math.floor(math.log2(min(ratios))))
    high = max(1, math.ceil(math.log2(max(ratios))))
    ticks = [(2.0**e, f"{2.0**e:g}") for e in range(low, high + 1)]
    panel = Panel(top, "Time of tapeless / time of the best peer (lower is better)", ticks,
                  lambda value: (math.log2(value) - low) / (high - low))
    panel.bars(columns, series, 1)
    panel.line(1)
    return panel.parts


def roof_panel(run, top):
    """What part of the machine's limit a step reaches."""
    columns = run.columns("step")
    series = {OURS: {c: run.of_roof("step", c, run.median.get(("step", OURS, c))) for c in columns},
              "best peer": {c: run.of_roof("step", c, (run.best("step", c) or (None, None))[1]) for c in columns}}
    panel = Panel(top, "SGD step: fraction of the roof (higher is better)", [(v / 5, f"{20 * v} %") for v in range(6)], lambda value: value)
    panel.bars(columns, series, 0)
    return panel.parts


def picture(run):
    """The SVG text."""
    parts = ratio_panel(run, 50)
    height = 50 + PANEL + 40
    if run.roofs and run.columns("step"):
        parts += roof_panel(run, height + GAP - 20)
        height += GAP + PANEL + 20
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">\n'
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n")
