// SPDX-License-Identifier: BSL-1.0
// Derived gradients beside central differences, some weights of all leaves.
const gradientCheck = {
  rows: 12,

  start(current) {
    document.getElementById('check-run').addEventListener('click', () => gradientCheck.run(current()));
  },

  clear(possible) {
    document.getElementById('check').hidden = !possible;
    document.getElementById('check-table').parentElement.hidden = true;
    document.getElementById('check-verdict').textContent = '';
  },

  run({ module, description }) {
    const count = gradientCheck.rows;
    const numbers = Float64Array.from(module.doubles(module.exports.gradient_check(count), 4 * count));
    const table = document.getElementById('check-table');
    table.innerHTML =
      '<thead><tr><th scope="col">weight</th><th scope="col" class="number">derived</th>' +
      '<th scope="col" class="number">central difference</th><th scope="col" class="number">apart</th></tr></thead>';
    const body = table.createTBody();
    let worst = 0;
    for (let row = 0; row < count; ++row) {
      const [leaf, index, derived, measured] = numbers.subarray(4 * row, 4 * row + 4);
      const apart = Math.abs(derived - measured);
      worst = Math.max(worst, apart / Math.max(Math.abs(derived), Math.abs(measured), 1e-6));
      const line = body.insertRow();
      line.append(
        Object.assign(document.createElement('th'), {
          scope: 'row',
          textContent: `${description.leaves[leaf].name}[${index}]`,
        }),
      );
      for (const text of [derived.toFixed(12), measured.toFixed(12), apart.toExponential(1)]) {
        Object.assign(line.insertCell(), { className: 'number', textContent: text });
      }
    }
    table.parentElement.hidden = false;
    document.getElementById('check-verdict').textContent =
      `${worst < 1e-5 ? 'They agree' : 'They do not agree'}: the largest relative difference of these ${count} is ` +
      `${worst.toExponential(1)}.`;
  },
};
