// SPDX-License-Identifier: BSL-1.0
// What training costs: the parts of its memory, and what freezing takes away.
const costs = {
  // The bar is as long as the whole of the memory when all layers train: what freezing takes away is missing in it.
  showMemory({ memory }, whole, batch) {
    const parts = [
      ['parameters', memory.parameters],
      ['optimizer state', memory.state],
      ['workspace', memory.workspace],
      ['other numbers', memory.hyperparameters],
    ].filter(([, bytes]) => bytes > 0);
    document.getElementById('memory-sum').innerHTML =
      `<b>${written.bytes(memory.total)}</b> are all that training takes, ${batch} samples a step. ` +
      'It is a constant of the program; the data stay where they are.';
    const bar = Object.assign(document.createElement('div'), { className: 'memory-bar' });
    bar.style.width = `${(100 * memory.total) / whole.memory.total}%`;
    const legend = parts.map(([name, bytes]) => {
      const kind = name.split(' ')[0];
      const piece = Object.assign(document.createElement('span'), { className: kind });
      piece.style.flexGrow = bytes;
      bar.append(piece);
      const part = Object.assign(document.createElement('div'), { className: kind });
      part.innerHTML = `<span>${name}</span> <b>${written.whole(bytes)}</b>`;
      return part;
    });
    document.getElementById('memory-parts').replaceChildren(bar, ...legend);
  },

  // Rows of what is counted: name, and how to find it in a description.
  rows: [
    ['bytes of training, in all', (d) => d.memory.total],
    ['optimizer state, bytes', (d) => d.memory.state],
    ['workspace, bytes', (d) => d.memory.workspace],
    ['buffers', (d) => d.plan.buffers.length],
    ['kernels a step', (d) => d.plan.steps.length],
    ['flops a step', (d) => d.plan.flops],
    ['bytes moved a step', (d) => d.plan.bytes_moved],
    ['gradients', (d) => d.derivation.find(({ title }) => title === 'Gradients')?.lines.length ?? 0],
  ],

  showChange(description, whole) {
    const table = document.getElementById('before-after');
    const frozen = description.mask !== 0;
    table.innerHTML =
      '<thead><tr><th scope="col">one training step</th><th scope="col" class="number">all train</th>' +
      '<th scope="col" class="number">now</th><th scope="col"><span class="unseen">change</span></th></tr></thead>';
    const body = table.createTBody();
    for (const [name, of] of costs.rows) {
      const [before, after] = [of(whole), of(description)];
      const row = body.insertRow();
      row.dataset.cost = name;
      row.append(Object.assign(document.createElement('th'), { scope: 'row', textContent: name }));
      Object.assign(row.insertCell(), { className: 'number before', textContent: written.whole(before) });
      Object.assign(row.insertCell(), { className: 'number after', textContent: written.whole(after) });
      const change = row.insertCell();
      change.className = 'change';
      const share = before ? after / before : 1;
      change.innerHTML =
        `<span class="bar" style="--share:${share}"></span>` +
        (frozen && share !== 1
          ? `<span>${share < 1 ? '−' : '+'}${Math.round(Math.abs(100 - 100 * share))}\u202f%</span>`
          : '');
    }
  },
};

// The switches, in several places, for one mask.
class Freeze {
  constructor(changed) {
    this.changed = changed;
    this.mask = 0;
    this.masks = 1;
  }

  // The module has programs for the masks 0 … masks - 1. A layer has a switch if it is frozen in one of them, which can be
  // used where one has exactly this layer changed.
  allow(masks) {
    this.masks = masks;
  }
  possible(layer) {
    return 1 << layer < this.masks;
  }

  button(layer, label = 'freeze') {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'switch';
    button.dataset.layer = layer;
    button.setAttribute('role', 'switch');
    button.setAttribute('aria-label', `Freeze layer ${layer}`);
    button.textContent = label;
    button.addEventListener('click', () => this.changed(this.mask ^ (1 << layer)));
    this.mark(button);
    return button;
  }

  mark(button) {
    const layer = Number(button.dataset.layer);
    button.setAttribute('aria-checked', String(Boolean(this.mask & (1 << layer))));
    button.disabled = (this.mask ^ (1 << layer)) >= this.masks;
  }

  show(mask) {
    this.mask = mask;
    document.querySelectorAll('button.switch').forEach((button) => this.mark(button));
    document
      .querySelectorAll('.layer')
      .forEach((card, layer) => card.classList.toggle('frozen', Boolean(mask & (1 << layer))));
  }

  build(container, description) {
    container.hidden = !description.layers.some((_, layer) => this.possible(layer));
    container.replaceChildren(
      ...description.layers.flatMap((layer, index) => (this.possible(index) ? [this.button(index, layer.kind)] : [])),
    );
  }
}
