// SPDX-License-Identifier: BSL-1.0
// Loss over steps, both on logarithmic axes, and the gradient norm of each layer as bars on one.
class LossCurve {
  constructor() {
    this.restarted();
  }

  restarted() {
    this.batches = []; // [step, mean loss of the steps since the last]
    this.whole = []; // [step, loss over the training set]
  }

  // Kept short: when there are many points, every second one goes, but the newest.
  static add(list, step, loss) {
    if (!(loss > 0)) return;
    list.push([step, loss]);
    if (list.length > 600) {
      for (let i = list.length - 3; i > 0; i -= 2) list.splice(i, 1);
    }
  }

  draw(canvas) {
    const { context, width, height } = paper.of(canvas);
    const [left, bottom, top] = [36, 18, 6];
    const all = [...this.batches, ...this.whole];
    const logs = all.map(([, loss]) => Math.log10(loss));
    let [low, high] = [Math.floor(Math.min(0, ...logs) * 2) / 2, Math.ceil(Math.max(0, ...logs) * 2) / 2];
    if (high - low < 1) low = high - 1;
    const last = Math.max(10, ...all.map(([step]) => step));
    const x = (step) => left + ((width - left - 4) * Math.log10(Math.max(1, step))) / Math.log10(last);
    const y = (loss) => top + ((height - top - bottom) * (high - Math.log10(loss))) / (high - low);

    context.fillStyle = theme.colour('soft');
    context.strokeStyle = theme.colour('rule');
    context.lineWidth = 1;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (let power = Math.ceil(low); power <= high; ++power) {
      context.fillText(paper.power(power), left - 6, y(10 ** power));
      context.beginPath();
      context.moveTo(left, y(10 ** power));
      context.lineTo(width, y(10 ** power));
      context.stroke();
    }
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    for (let power = 0; 10 ** power <= last; ++power) {
      if (x(10 ** power) > width - 52) continue;
      context.fillText(power < 4 ? String(10 ** power) : paper.power(power), x(10 ** power), height - 4);
    }
    context.textAlign = 'right';
    context.fillText('steps', width, height - 4);

    const line = (points) => {
      context.beginPath();
      points.forEach(([step, loss]) => context.lineTo(x(step), y(loss)));
      context.stroke();
    };
    context.lineJoin = 'round';
    context.strokeStyle = theme.colour('forward');
    context.globalAlpha = 0.35;
    line(this.batches);
    context.globalAlpha = 1;
    context.lineWidth = 2;
    line(this.whole);
  }
}

// The axis is of whole decades and follows the norms with some reluctance, so that the bars move and not the axis.
class NormBars {
  constructor() {
    this.restarted();
  }

  restarted() {
    this.range = null;
  }

  draw(canvas, norms, frozen) {
    const { context, width, height } = paper.of(canvas);
    const [left, bottom, top] = [36, 18, 8];
    const logs = Array.from(norms, (norm) => (norm > 0 ? Math.log10(norm) : NaN)).filter(Number.isFinite);
    const low = Math.floor(Math.min(...logs, 40));
    const high = Math.ceil(Math.max(...logs, -40));
    const within = (value, least, most) => Math.max(least, Math.min(most, value));
    this.range = [
      Math.max(within(this.range?.[0] ?? -2, low - 1, low), -40),
      Math.min(within(this.range?.[1] ?? 0, high, high + 1), 40),
    ];
    if (!(this.range[0] + 3 <= this.range[1])) this.range[0] = this.range[1] - 3;
    const y = (power) => top + ((height - top - bottom) * (this.range[1] - power)) / (this.range[1] - this.range[0]);

    context.lineWidth = 1;
    context.strokeStyle = theme.colour('rule');
    context.fillStyle = theme.colour('soft');
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    const every = Math.ceil((this.range[1] - this.range[0]) / 5);
    for (let power = this.range[1]; power >= this.range[0]; power -= every) {
      context.fillText(paper.power(power), left - 6, y(power));
      context.beginPath();
      context.moveTo(left, y(power));
      context.lineTo(width, y(power));
      context.stroke();
    }

    const pitch = (width - left) / norms.length;
    const bar = Math.min(34, 0.62 * pitch);
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    norms.forEach((norm, layer) => {
      const centre = left + (layer + 0.5) * pitch;
      const still = frozen & (1 << layer);
      if (norm > 0 && !still) {
        const end = y(Math.max(this.range[0], Math.min(this.range[1], Math.log10(norm))));
        context.fillStyle = theme.colour('backward');
        context.beginPath();
        context.roundRect(centre - bar / 2, end, bar, Math.max(1, y(this.range[0]) - end), [3, 3, 0, 0]);
        context.fill();
      }
      context.fillStyle = theme.colour('soft');
      if (still && pitch > 44) context.fillText('frozen', centre, y(this.range[0]) - 6);
      if (pitch > 20 || layer % (pitch > 10 ? 2 : 5) === 0) context.fillText(layer, centre, height - 4);
    });
  }
}
