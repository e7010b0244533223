// SPDX-License-Identifier: BSL-1.0
// A canvas in units of the page, sharp on any screen, with what all drawings share: colours, numbers, axes.
const paper = {
  // The context of a canvas that fills its box, wiped, and the size of the box.
  of(canvas, ratio) {
    const width = canvas.parentElement.clientWidth;
    const height = ratio ? Math.round(width * ratio) : canvas.parentElement.clientHeight;
    const scale = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    }
    const context = canvas.getContext('2d');
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = '11px ' + theme.colour('sans');
    return { context, width, height };
  },

  channels(name) {
    const hex = theme.colour(name);
    return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  },

  // From `low` over `middle` to `high` as t goes from -1 over 0 to 1.
  diverging() {
    const [low, middle, high] = ['low', 'middle', 'high'].map(paper.channels);
    return (t) => {
      const end = t < 0 ? low : high;
      const share = Math.min(1, Math.abs(t));
      return middle.map((value, channel) => value + share * (end[channel] - value));
    };
  },

  // An image of values, one pixel each.
  image(values, columns, rows, colour, of = (value) => value) {
    const canvas = document.createElement('canvas');
    canvas.width = columns;
    canvas.height = rows;
    paper.fill(canvas, values, colour, of);
    return canvas;
  },

  fill(canvas, values, colour, of = (value) => value) {
    const context = canvas.getContext('2d');
    const pixels = context.createImageData(canvas.width, canvas.height);
    for (let i = 0; i < canvas.width * canvas.height; ++i) {
      const [red, green, blue] = colour(of(values[i]));
      pixels.data.set([red, green, blue, 255], 4 * i);
    }
    context.putImageData(pixels, 0, 0);
  },

  superscript(n) {
    return String(n).replace(/[-\d]/g, (digit) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(digit)]);
  },
  power(exponent) {
    return exponent === 0 ? '1' : exponent === 1 ? '10' : '10' + paper.superscript(exponent);
  },
};

// How numbers are written everywhere on the page.
const written = {
  whole: (value) =>
    Math.round(value)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, '\u202f'),
  bytes: (value) => written.whole(value) + '\u00a0B',
  digits(value, digits = 3) {
    if (!Number.isFinite(value)) return '–';
    if (value !== 0 && Math.abs(value) < 1e-3) {
      const exponent = Math.floor(Math.log10(Math.abs(value)));
      return (value / 10 ** exponent).toFixed(1) + '·' + paper.power(exponent);
    }
    return Number(value.toPrecision(digits)).toString();
  },
  percent: (value) => (100 * value).toFixed(1) + '\u202f%',
};
