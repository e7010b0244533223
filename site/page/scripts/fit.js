// SPDX-License-Identifier: BSL-1.0
// A function that is learnt: a wave as a line beside the true one, a solution of the heat equation as two images.
const waveView = {
  points: 72,
  caption:
    'The band is the truth, the line what the network says. It hears the wave up to the dotted line, then only itself.',

  draw(canvas, module) {
    const { context, width, height } = paper.of(canvas, 0.8);
    const n = waveView.points;
    const truth = Float32Array.from(module.floats(module.exports.truth(n), n));
    const learnt = Float32Array.from(module.floats(module.exports.curve(n), n));
    const reach = 1.25 * truth.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    const place = (value) => height / 2 - (Math.max(-1, Math.min(1, value / reach)) * height) / 2;
    const line = (values) => {
      context.beginPath();
      values.forEach((value, i) => context.lineTo((i * width) / (n - 1), place(value)));
      context.stroke();
    };
    context.strokeStyle = theme.colour('rule');
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(0, height / 2);
    context.lineTo(width, height / 2);
    context.stroke();
    context.setLineDash([2, 4]);
    context.strokeStyle = theme.colour('soft');
    context.beginPath();
    context.moveTo(width / 3, 0);
    context.lineTo(width / 3, height);
    context.stroke();
    context.setLineDash([]);
    context.lineJoin = 'round';
    context.strokeStyle = theme.colour('high');
    context.globalAlpha = 0.45;
    context.lineWidth = 9;
    line(truth);
    context.globalAlpha = 1;
    context.strokeStyle = theme.colour('low-point');
    context.lineWidth = 2;
    line(learnt);
  },

  describe: (metric) => `Learnt wave beside the true one; the largest error is ${written.digits(metric)}.`,
};

const heatView = {
  points: 48,
  caption: 'Left what the network says, right the true solution: place to the right, time downwards.',

  draw(canvas, module) {
    const { context, width, height } = paper.of(canvas, 0.8);
    const n = heatView.points;
    const images = ['curve', 'truth'].map((name) => Float32Array.from(module.floats(module.exports[name](n), n * n)));
    const most = images[1].reduce((reach, value) => Math.max(reach, Math.abs(value)), 1e-3);
    const colour = paper.diverging();
    const gap = 10;
    const side = (width - gap) / 2;
    context.imageSmoothingEnabled = true;
    images.forEach((values, i) => {
      context.drawImage(
        paper.image(values, n, n, colour, (value) => value / most),
        ...surfaceView.between(n),
        i * (side + gap),
        0,
        side,
        height,
      );
      context.strokeStyle = theme.colour('ink');
      context.globalAlpha = 0.5;
      heatView.levels(context, values, n, i * (side + gap), side, height, most);
      context.globalAlpha = 1;
    });
  },

  // Where the temperature is a fifth, two fifths … of the highest: the same lines in both images when it is learnt.
  levels(context, values, n, left, width, height, most) {
    context.lineWidth = 0.8;
    context.beginPath();
    for (let level = -4; level <= 4; ++level) {
      if (level === 0) continue;
      const shifted = values.map((value) => value / most - level / 5 + 0.5);
      context.save();
      context.translate(left, 0);
      surfaceView.levelLine(context, shifted, n, width, height);
      context.restore();
    }
    context.stroke();
  },

  describe: (metric) => `Learnt temperature beside the true solution; the largest error is ${written.digits(metric)}.`,
};
