// SPDX-License-Identifier: BSL-1.0
// Everything can be done without a pointer.
export async function keyboard({ browser, presets, expect }) {
  const tab = await browser.open('', { motion: 'reduce' });
  const focused = () => tab.evaluate(() => document.activeElement.id || document.activeElement.className);
  await tab.keyboard.press('Tab');
  expect((await focused()) === 'skip', 'the first stop skips to the playground');
  const stops = [];
  for (let i = 0; i < 120; ++i) {
    await tab.keyboard.press('Tab');
    stops.push(await focused());
  }
  for (const stop of ['theme', 'play', 'step', 'reset', 'walk-on', 'code', 'c99', 'check-run', 'ram']) {
    expect(stops.includes(stop), `Tab reaches ${stop}`);
  }
  expect(stops.includes('switch'), 'Tab reaches the switches');

  await tab.locator(`#tab-${presets[0].id}`).focus();
  await tab.keyboard.press('ArrowRight');
  await tab.waitForFunction((id) => page.preset.id === id && page.description, presets[1].id);
  await tab.evaluate(() => page.ready);
  await tab.locator('#play').focus();
  await tab.keyboard.press('Space');
  await tab.waitForFunction(() => page.training.done > 3);
  await tab.keyboard.press('Space');

  await tab.locator('#walk-on').focus();
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Enter');
  expect((await tab.locator('.line.here').count()) === 1, 'the derivation can be walked');
  expect((await tab.locator('#walk-at').textContent()).startsWith('2 of'), 'and says where one is');
  await tab.locator('.line.here').focus();
  await tab.keyboard.press('ArrowDown');
  expect((await tab.locator('#walk-at').textContent()).startsWith('3 of'), 'arrows walk on');
  const lit = () => tab.locator('#derivation .line.here [data-lit="self"]').first().getAttribute('data-value');
  const before = await lit();
  await tab.keyboard.press('ArrowRight');
  expect(before !== (await lit()), 'an arrow lights the next symbol');

  const name = tab.locator('.layer .switch').first();
  if (await name.count()) {
    await name.focus();
    await tab.keyboard.press('Space');
    await tab.waitForFunction(() => page.description.mask === 1);
    expect((await name.getAttribute('aria-checked')) === 'true', 'a switch is thrown by Space');
  }
}
