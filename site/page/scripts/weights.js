// SPDX-License-Identifier: BSL-1.0
// Each layer: its kind, its weights as images (gold above zero, violet below) and the switch that freezes it.
const weightsView = {
  build(container, description, preset, freeze) {
    container.replaceChildren();
    container.classList.toggle('many', description.layers.length > 8);
    weightsView.images = [];
    description.layers.forEach((layer, index) => {
      const card = document.createElement('div');
      card.className = 'layer';
      const head = document.createElement('div');
      head.className = 'layer-head';
      const kind = document.createElement('span');
      kind.textContent = layer.kind;
      head.append(kind);
      const strip = document.createElement('div');
      strip.className = 'strip';
      for (const leaf of layer.leaves) weightsView.addLeaf(strip, description.leaves[leaf], leaf, preset);
      card.append(head, strip);
      if (freeze.possible(index)) head.append(freeze.button(index));
      container.append(card);
    });
  },

  addLeaf(strip, leaf, index, preset) {
    const canvas = document.createElement('canvas');
    const tiled = preset.view === 'digits' && leaf.columns === 64;
    const [tilesAcross, tilesDown] = tiled ? [Math.min(16, leaf.rows), Math.ceil(leaf.rows / 16)] : [1, 1];
    canvas.width = tiled ? tilesAcross * 9 - 1 : leaf.columns;
    canvas.height = tiled ? tilesDown * 9 - 1 : leaf.rows;
    canvas.className = 'weights';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${leaf.name}, ${leaf.rows} by ${leaf.columns}`);
    canvas.title = `${leaf.name}: ${leaf.rows} × ${leaf.columns}`;
    const cell = tiled ? 4 : Math.max(3, Math.min(9, Math.floor(144 / Math.max(canvas.height, canvas.width))));
    canvas.style.width = canvas.width * cell + 'px';
    canvas.style.aspectRatio = `${canvas.width} / ${canvas.height}`;
    strip.append(canvas);
    weightsView.images.push({ canvas, leaf: index, tiled });
  },

  draw(module, description) {
    const diverging = paper.diverging();
    // Small weights are told from zero: shades follow a root of the magnitude.
    const colour = (share) => diverging(Math.sign(share) * Math.abs(share) ** 0.65);
    for (const { canvas, leaf, tiled } of weightsView.images) {
      const values = module.weights(leaf, description);
      const most = values.reduce((reach, value) => Math.max(reach, Math.abs(value)), 1e-6);
      if (tiled) {
        weightsView.tiles(canvas, values, colour, most);
      } else {
        paper.fill(canvas, values, colour, (value) => value / most);
      }
    }
  },

  // A row of weights of 64 pixels is an image of 8×8, what the unit looks for.
  tiles(canvas, values, colour, most) {
    const context = canvas.getContext('2d');
    const pixels = context.createImageData(canvas.width, canvas.height);
    for (let i = 0; i < values.length; ++i) {
      const [unit, pixel] = [Math.floor(i / 64), i % 64];
      const x = (unit % 16) * 9 + (pixel % 8);
      const y = Math.floor(unit / 16) * 9 + Math.floor(pixel / 8);
      const [red, green, blue] = colour(values[i] / most);
      pixels.data.set([red, green, blue, 255], 4 * (y * canvas.width + x));
    }
    context.putImageData(pixels, 0, 0);
  },
};
