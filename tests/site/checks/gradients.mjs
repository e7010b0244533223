// SPDX-License-Identifier: BSL-1.0
// The button shows derived gradients and central differences that agree.
export async function gradients({ browser, some, expect, note }) {
  for (const preset of some) {
    const tab = await browser.open('#' + preset.id, { motion: 'reduce' });
    if (!(await tab.locator('#check-run').isVisible())) continue;
    await tab.evaluate(() => page.training.take(20));
    await tab.locator('#check-run').click();
    const rows = await tab
      .locator('#check-table tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.cells].slice(1, 3).map((cell) => Number(cell.textContent))));
    expect(rows.length >= 8, `${preset.id}: some weights are checked`);
    const worst = Math.max(...rows.map(([derived, measured]) => Math.abs(derived - measured)));
    expect(worst < 1e-7, `${preset.id}: derived and measured are ${worst} apart`);
    expect(
      rows.some(([derived]) => Math.abs(derived) > 1e-6),
      `${preset.id}: the gradients are not all zero`,
    );
    note(`${preset.id}: at most ${worst.toExponential(1)} apart`);
    await tab.close();
  }
}
