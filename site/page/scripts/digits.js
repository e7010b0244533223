// SPDX-License-Identifier: BSL-1.0
// Handwritten digits: the confusion matrix while it trains, and a pad on which the visitor draws one.
const digitsView = {
  caption: 'Confusion on unseen digits: rows are what was written, columns what was read.',

  draw(canvas, module) {
    const { context, width, height } = paper.of(canvas, 0.9);
    const counts = module.counts(module.exports.confusion(), 100);
    const margin = 22;
    const cell = [(width - margin) / 10, (height - margin) / 10];
    const [right, wrong] = [paper.channels('forward'), paper.channels('backward')];
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (let row = 0; row < 10; ++row) {
      const written = counts.subarray(10 * row, 10 * row + 10).reduce((sum, count) => sum + count, 0) || 1;
      for (let column = 0; column < 10; ++column) {
        const count = counts[10 * row + column];
        const share = row === column ? count / written : Math.min(1, (4 * count) / written);
        const [x, y] = [margin + column * cell[0], margin + row * cell[1]];
        context.fillStyle = theme.colour('sunken');
        context.fillRect(x + 1, y + 1, cell[0] - 2, cell[1] - 2);
        context.fillStyle = `rgb(${(row === column ? right : wrong).join(' ')} / ${share})`;
        context.fillRect(x + 1, y + 1, cell[0] - 2, cell[1] - 2);
        if (count === 0) continue;
        context.fillStyle = share > 0.55 ? theme.colour('paper') : theme.colour('ink');
        context.fillText(count, x + cell[0] / 2, y + cell[1] / 2);
      }
      context.fillStyle = theme.colour('soft');
      context.fillText(row, margin / 2, margin + (row + 0.5) * cell[1]);
      context.fillText(row, margin + (row + 0.5) * cell[0], margin / 2);
    }
  },

  describe: (metric) => `Confusion matrix of ten digits; ${written.percent(metric)} of unseen digits are read right.`,
};

// Strokes are kept as lines and brought to the form of the data set: the digit fills 32×32 dots, and each of the 8×8
// numbers is the share of dots that ink covers in a square of 4×4.
class DigitPad {
  static side = 32; // dots
  static ink = 313; // of 1024 dots: the mean of the data set

  constructor(canvas, changed) {
    this.canvas = canvas;
    this.changed = changed;
    this.strokes = [];
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.sample = null;
      this.strokes.push([]);
      this.extend(event);
      event.preventDefault();
    });
    canvas.addEventListener('pointermove', (event) => {
      if (canvas.hasPointerCapture(event.pointerId)) this.extend(event);
    });
  }

  extend(event) {
    const box = this.canvas.getBoundingClientRect();
    this.strokes.at(-1).push([(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
    this.show();
    this.changed();
  }

  // A digit of the data set instead of a drawn one: for who cannot draw here, and for who wants to compare.
  put(sample, label) {
    this.strokes = [];
    this.sample = sample;
    this.label = label;
    this.show();
    this.changed();
  }

  wipe() {
    this.strokes = [];
    this.sample = null;
    this.show();
    this.changed();
  }

  trace(context, place, thickness) {
    context.lineCap = context.lineJoin = 'round';
    context.lineWidth = thickness;
    for (const stroke of this.strokes) {
      context.beginPath();
      stroke.forEach((point) => context.lineTo(...place(point)));
      if (stroke.length === 1) context.lineTo(...place(stroke[0]));
      context.stroke();
    }
  }

  show() {
    const side = 168;
    const scale = window.devicePixelRatio || 1;
    this.canvas.width = this.canvas.height = side * scale;
    const context = this.canvas.getContext('2d');
    context.scale(scale, scale);
    context.strokeStyle = theme.colour('ink');
    this.trace(context, ([x, y]) => [x * side, y * side], 15);
    if (this.sample) {
      context.imageSmoothingEnabled = false;
      const [paperColour, ink] = ['paper', 'ink'].map(paper.channels);
      const shade = (share) => paperColour.map((value, i) => value + share * (ink[i] - value));
      context.drawImage(paper.image(this.sample, 8, 8, shade), 0, 0, side, side);
    } else if (this.strokes.length === 0) {
      context.fillStyle = theme.colour('soft');
      context.font = '13px ' + theme.colour('sans');
      context.textAlign = 'center';
      context.fillText('draw a digit', side / 2, side / 2);
    }
  }

  // 64 numbers from 0 to 1, or nothing if nothing was drawn. Digits of the data set have about the same ink, 1 as much
  // as 8: the pen is as thick as it takes.
  pixels() {
    if (this.sample) return this.sample;
    if (this.strokes.flat().length < 2) return null;
    let dots;
    for (let thickness = 2.5; thickness <= 11; thickness += 0.5) {
      dots = this.inked(thickness);
      if (dots.reduce((sum, dot) => sum + dot, 0) >= DigitPad.ink) break;
    }
    const shares = new Float32Array(64);
    const { side } = DigitPad;
    dots.forEach((dot, i) => {
      shares[((i / side) >> 2) * 8 + ((i % side) >> 2)] += dot / 16;
    });
    return shares;
  }

  // Dots that a pen covers, 0 or 1, when the digit is as high as the square, or three quarters as wide.
  inked(thickness) {
    const points = this.strokes.flat();
    const range = (axis) => {
      const values = points.map((point) => point[axis]);
      return [Math.min(...values), Math.max(...values)];
    };
    const [left, right] = range(0);
    const [top, bottom] = range(1);
    const { side } = DigitPad;
    const scale = Math.min(
      (side - thickness) / Math.max(bottom - top, 0.05),
      Math.max(4, 0.75 * side - thickness) / Math.max(right - left, 0.05),
    );
    const place = ([x, y]) => [
      side / 2 + (x - (left + right) / 2) * scale,
      side / 2 + (y - (top + bottom) / 2) * scale,
    ];
    this.small ??= Object.assign(document.createElement('canvas'), { width: side, height: side });
    const context = this.small.getContext('2d', { willReadFrequently: true });
    context.clearRect(0, 0, side, side);
    this.trace(context, place, thickness);
    const { data } = context.getImageData(0, 0, side, side);
    return Uint8Array.from({ length: side * side }, (_, i) => (data[4 * i + 3] > 127 ? 1 : 0));
  }
}

// The next unseen digit of the data set, on the pad.
function putUnseen(module, pad) {
  const { samples, labels, sample_count: count, test_from: from } = module.exports;
  pad.next = ((pad.next ?? -1) + 1) % (count() - from());
  const index = from() + pad.next;
  pad.put(
    module.floats(samples(), 64 * count()).slice(64 * index, 64 * index + 64),
    module.floats(labels(), count())[index],
  );
}

// What the network reads on the pad: ten bars.
function showReading(element, module, pad) {
  const pixels = pad.pixels();
  element.replaceChildren();
  if (!pixels) return;
  const address = module.exports.pixels();
  module.floats(address, 64).set(pixels);
  const shares = Float32Array.from(module.floats(module.exports.classify(address), 10));
  const best = shares.indexOf(Math.max(...shares));
  const answer = document.createElement('p');
  answer.className = 'answer';
  answer.textContent = pad.sample ? `reads ${best}, written was ${pad.label}` : `reads ${best}`;
  element.dataset.digit = best;
  const bars = document.createElement('div');
  bars.className = 'bars';
  bars.setAttribute('aria-hidden', 'true');
  shares.forEach((share, digit) => {
    const bar = document.createElement('span');
    bar.style.setProperty('--share', share);
    bar.textContent = digit;
    if (digit === best) bar.className = 'best';
    bars.append(bar);
  });
  element.append(answer, bars);
}
