// SPDX-License-Identifier: BSL-1.0
// A frozen layer takes its memory along: what is shown are the numbers of the description, which are the trainer's own,
// and training goes on with the same weights.
export async function freezing({ browser, some, expect, note }) {
  for (const preset of some) {
    const tab = await browser.open('#' + preset.id, { motion: 'reduce' });
    const switches = tab.locator('.layer .switch');
    if ((await switches.count()) === 0) continue;
    await tab.evaluate(() => {
      page.training.take(200);
      page.measure();
      page.draw();
    });
    const shown = async () => Number((await tab.locator('#bytes').textContent()).replace(/\D/g, ''));
    const before = await shown();
    const weights = (leaf) => tab.evaluate((index) => [...page.module.weights(index, page.description)], leaf);
    const [first, last] = [await weights(0), await weights(2)];
    const loss = await tab.evaluate(() => page.whole_loss);

    await switches.first().click();
    await tab.waitForFunction(() => page.description.mask === 1);
    const { total, storage } = await tab.evaluate(() => ({
      total: page.description.memory.total,
      storage: page.module.exports.storage_bytes(),
    }));
    const after = await shown();
    note(`${preset.id}: ${before} → ${after} bytes`);
    expect(after === total, `${preset.id}: ${after} shown, ${total} in the description`);
    expect(
      total === storage,
      `${preset.id}: the module's trainer takes ${storage} bytes, the description says ${total}`,
    );
    expect(after < before, `${preset.id}: a frozen layer costs less`);
    expect((await tab.locator('.line.gone').count()) > 0, `${preset.id}: gradients are shown as gone`);
    expect(JSON.stringify(await weights(0)) === JSON.stringify(first), `${preset.id}: the weights go on`);

    await tab.evaluate(
      (steps) => {
        page.training.take(steps);
        page.measure();
        page.draw();
      },
      Math.min(preset.goal.steps, 3000),
    );
    expect(JSON.stringify(await weights(0)) === JSON.stringify(first), `${preset.id}: what is frozen stays`);
    expect(JSON.stringify(await weights(2)) !== JSON.stringify(last), `${preset.id}: what is not frozen moves`);
    const now = await tab.evaluate(() => page.whole_loss);
    expect(now < loss, `${preset.id}: the loss goes on falling (${loss} → ${now})`);

    await switches.first().click();
    await tab.waitForFunction(() => page.description.mask === 0);
    expect((await shown()) === before, `${preset.id}: thawed, it costs what it did`);
    await tab.close();
  }
}
