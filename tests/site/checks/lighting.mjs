// SPDX-License-Identifier: BSL-1.0
// A symbol lights its derivative and its buffer, and a buffer lights its symbol.
export async function lighting({ browser, some, expect, note }) {
  for (const preset of some) {
    const tab = await browser.open('#' + preset.id, { motion: 'reduce' });
    const found = await tab.evaluate(() =>
      page.description.values
        .filter(({ derivative, id }) =>
          [id, derivative].every((one) => one && document.querySelector(`.derivation .katex [data-value="${one}"]`)),
        )
        .map(({ id, derivative }) => ({ id, derivative })),
    );
    expect(found.length > 0, `${preset.id}: symbols have derivatives`);
    if (found.length === 0) continue;
    const { id, derivative } = found.at(-1);
    await tab.locator(`.derivation .katex [data-value="${id}"]`).first().hover();
    const lit = (role, where) => tab.locator(`${where} [data-lit="${role}"]`).count();
    expect(
      (await tab.locator(`.derivation [data-value="${id}"][data-lit="self"]`).count()) > 0,
      `${preset.id}: ${id} is lit`,
    );
    expect(
      (await tab.locator(`.derivation [data-value="${derivative}"][data-lit="derivative"]`).count()) > 0,
      `${preset.id}: its derivative ${derivative} is lit`,
    );
    expect((await tab.locator('#lens').textContent()).includes('derivative'), `${preset.id}: the lens says so`);

    const buffered = await tab.evaluate(
      () =>
        page.description.values.find(
          ({ buffers, id }) => buffers.length && document.querySelector(`.derivation .katex [data-value="${id}"]`),
        )?.id,
    );
    expect(buffered, `${preset.id}: a symbol has a buffer`);
    await tab.locator(`.derivation .katex [data-value="${buffered}"]`).first().hover();
    expect((await lit('self', '#plan')) > 0, `${preset.id}: the buffer of ${buffered} is lit`);
    expect(/bytes \d/.test(await tab.locator('#lens').textContent()), `${preset.id}: the lens names its bytes`);
    await tab.mouse.move(0, 0);
    expect((await tab.locator('[data-lit]').count()) === 0, `${preset.id}: nothing stays lit`);
    const rectangle = tab.locator(`#plan rect[data-value="${buffered}"]`).first();
    await rectangle.dispatchEvent('pointerover', { clientX: 0, clientY: 0 }); // scrolled under a pointer that rests
    expect((await tab.locator('[data-lit]').count()) === 0, `${preset.id}: what comes under the pointer is not lit`);
    await rectangle.dispatchEvent('pointerover', { clientX: 1, clientY: 1 });
    expect((await lit('self', '.derivation')) > 0, `${preset.id}: the buffer lights ${buffered} in the derivation`);
    const bad = await tab.locator('.katex-error').allTextContents();
    expect(bad.length === 0, `${preset.id}: KaTeX understands all formulas (${bad[0]})`);
    note(`${preset.id}: ${id} and ${derivative}, buffer of ${buffered}`);
    await tab.close();
  }
}
