// SPDX-License-Identifier: BSL-1.0
// Whether training fits into the memory of a board, and what was measured there.
const boardPanel = {
  sizes: [2, 8, 16, 20, 32, 64, 128, 256, 512],

  start() {
    const select = document.getElementById('ram');
    for (const size of boardPanel.sizes)
      select.append(new Option(`${size} KiB`, size * 1024, size === 20, size === 20));
    select.addEventListener('change', () => boardPanel.fill());
    boardPanel.measured = { measured: [], how: '' };
    playground.measurements().then(
      (value) => {
        boardPanel.measured = value;
        boardPanel.fill();
      },
      () => {},
    );
  },

  show(description, preset) {
    Object.assign(boardPanel, { description, preset });
    boardPanel.fill();
  },

  fill() {
    if (!boardPanel.description) return;
    const ram = Number(document.getElementById('ram').value);
    const table = document.getElementById('boards');
    table.innerHTML =
      '<thead><tr><th scope="col">core</th><th scope="col" class="number">bytes to train</th>' +
      '<th scope="col">fits?</th><th scope="col" class="number">instructions a step</th></tr></thead>';
    // Measured is the program that a preset begins with, and nothing that is chosen beside it.
    const { preset, description } = boardPanel;
    const usual = controls.module(preset, controls.state(preset, new URLSearchParams()));
    const is_measured = description.module === usual && description.mask === 0;
    const body = table.createTBody();
    for (const { name, memory, computes } of description.boards) {
      const row = body.insertRow();
      const head = Object.assign(document.createElement('th'), { scope: 'row', textContent: name });
      head.append(Object.assign(document.createElement('small'), { textContent: `floats ${computes}` }));
      row.append(head);
      Object.assign(row.insertCell(), { className: 'number', textContent: written.whole(memory.total) });
      const fits = row.insertCell();
      const share = memory.total / ram;
      fits.className = share <= 1 ? 'fits' : 'too-large';
      fits.innerHTML =
        `<span class="bar" style="--share:${Math.min(1, share)}"></span>` +
        `<span>${share <= 1 ? `yes, ${written.percent(share)}` : `no, ${written.digits(share, 2)}×`}</span>`;
      const measured =
        is_measured && boardPanel.measured.measured.find((one) => one.preset === preset.id && one.board === name);
      Object.assign(
        row.insertCell(),
        measured
          ? { className: 'number', textContent: written.whole(measured.step_instructions) }
          : { className: 'number not-measured', textContent: 'not measured' },
      );
    }
    document.getElementById('boards-how').textContent =
      'The stack and your own program come on top. ' +
      (is_measured ? boardPanel.measured.how : 'Instructions were measured of what the preset begins with.');
  },
};
