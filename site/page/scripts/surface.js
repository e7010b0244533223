// SPDX-License-Identifier: BSL-1.0
// Two classes in the plane: what the network predicts at each point, the line where it is undecided, and the data.
const surfaceView = {
  points: 72,
  caption: 'Filled points are trained on, hollow ones are unseen.',
  square: true,

  draw(canvas, module) {
    const { context, width, height } = paper.of(canvas, 1);
    const n = surfaceView.points;
    const predicted = Float32Array.from(module.surface(n));
    const colour = paper.diverging();
    context.imageSmoothingEnabled = true;
    context.drawImage(
      paper.image(predicted, n, n, colour, (p) => 0.75 * (2 * p - 1)),
      ...surfaceView.between(n),
      0,
      0,
      width,
      height,
    );
    surfaceView.undecided(context, predicted, n, width, height);
    surfaceView.data(context, module, width, height);
  },

  undecided(context, predicted, n, width, height) {
    context.strokeStyle = theme.colour('ink');
    context.globalAlpha = 0.55;
    context.lineWidth = 1.2;
    context.beginPath();
    surfaceView.levelLine(context, predicted, n, width, height);
    context.stroke();
    context.globalAlpha = 1;
  },

  // The part of an image of n×n values between the centres of its outermost pixels: values are of points, and
  // those at the rim lie on the rim.
  between: (n) => [0.5, 0.5, n - 1, n - 1],

  // Where values on a lattice of n×n points are 1/2, square by square, added to the path.
  levelLine(context, predicted, n, width, height) {
    const place = (column, row) => [(column * width) / (n - 1), (row * height) / (n - 1)];
    for (let row = 0; row + 1 < n; ++row) {
      for (let column = 0; column + 1 < n; ++column) {
        const corners = [
          [column, row],
          [column + 1, row],
          [column + 1, row + 1],
          [column, row + 1],
        ];
        const values = corners.map(([c, r]) => predicted[r * n + c] - 0.5);
        const crossed = [];
        for (let side = 0; side < 4; ++side) {
          const [from, to] = [values[side], values[(side + 1) % 4]];
          if (from < 0 === to < 0) continue;
          const share = from / (from - to);
          const [a, b] = [corners[side], corners[(side + 1) % 4]];
          crossed.push(place(a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])));
        }
        for (let i = 0; i + 1 < crossed.length; i += 2) {
          context.moveTo(...crossed[i]);
          context.lineTo(...crossed[i + 1]);
        }
      }
    }
  },

  data(context, module, width, height) {
    const { sample_count, test_from, samples, labels } = module.exports;
    const count = sample_count();
    const places = module.floats(samples(), 2 * count);
    const classes = module.floats(labels(), count);
    const colours = [theme.colour('low-point'), theme.colour('high-point')];
    const radius = Math.max(2.2, width / 130);
    for (let i = 0; i < count; ++i) {
      const unseen = i >= test_from();
      context.beginPath();
      context.arc(((places[2 * i] + 1) / 2) * width, ((1 - places[2 * i + 1]) / 2) * height, radius, 0, 2 * Math.PI);
      context.lineWidth = unseen ? 1.5 : 1;
      if (!unseen) {
        context.fillStyle = colours[classes[i] > 0.5 ? 1 : 0];
        context.fill();
      }
      context.strokeStyle = unseen ? colours[classes[i] > 0.5 ? 1 : 0] : theme.colour('paper');
      context.stroke();
    }
  },

  describe: (metric) =>
    `Decision surface over the plane from -1 to 1. ${written.percent(metric)} of unseen points are on their side.`,
};
