// SPDX-License-Identifier: BSL-1.0
// What is chosen stands in the address, and an address shows what it says.
export async function addresses({ browser, presets, quick, expect }) {
  const preset = presets[0];
  const tab = await browser.open(`#${preset.id}?rate=0.02&seed=7&frozen=2`, { motion: 'reduce' });
  expect((await tab.evaluate(() => page.description.mask)) === 2, 'frozen layers are read');
  expect((await tab.evaluate(() => page.state.seed)) === 7, 'the seed is read');
  await tab.locator('[data-choice=initializer] select').selectOption('zeros');
  await tab.waitForFunction(() => window.location.hash.includes('initializer='));
  const hash = await tab.evaluate(() => window.location.hash);
  expect(/rate=0.02/.test(hash) && /seed=7/.test(hash) && /frozen=2/.test(hash), `all is kept: ${hash}`);
  await tab.locator('.layer .switch').nth(1).click();
  await tab.waitForFunction(() => page.description.mask === 0);
  expect(!(await tab.evaluate(() => window.location.hash)).includes('frozen'), 'thawed again');

  await tab.locator(`#tab-${presets[1].id}`).click();
  await tab.waitForFunction((id) => window.location.hash === '#' + id, presets[1].id);
  await tab.evaluate(() => page.ready);
  await tab.goBack();
  await tab.waitForFunction((id) => page.preset.id === id && window.location.hash.startsWith('#' + id), preset.id);
  expect((await tab.evaluate(() => page.state.seed)) === 7, 'the way back leads to what was chosen before');
  await tab.locator('a[data-jump][href="#board"]').first().click();
  await tab.waitForFunction(() => window.scrollY > 300);
  await tab.goBack();
  await tab.waitForFunction(() => window.scrollY < 300);
  expect((await tab.evaluate(() => page.preset.id)) === preset.id, 'and from a section to where one was');

  const nonsense = await browser.open('#nothing?rate=x&frozen=99&activation=none', { motion: 'reduce' });
  expect((await nonsense.evaluate(() => page.preset.id)) === preset.id, 'an unknown address shows the first preset');

  if (quick) return;
  const other = preset.choices[0].options.find((option, i) => i !== (preset.choices[0].default ?? 0));
  const chosen = await browser.open(`#${preset.id}?${preset.choices[0].name}=${other}`, { motion: 'reduce' });
  expect((await chosen.evaluate(() => page.module.name)).includes(other), 'a choice loads its module');
}
