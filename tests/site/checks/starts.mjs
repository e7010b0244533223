// SPDX-License-Identifier: BSL-1.0
// A visitor sees the network train without doing anything, unless less motion was asked for.
export async function starts({ browser, expect, note }) {
  const tab = await browser.open();
  await tab.waitForFunction(() => page.training.done > 50);
  expect((await tab.locator('#play').textContent()) === 'Pause', 'the button of a training network says Pause');
  await tab.waitForFunction(() => page.reached, null, { timeout: 30000 });
  note(`spiral as it is shown reached its goal after ${await tab.evaluate(() => page.training.done)} steps`);
  expect((await tab.locator('#allocations').textContent()) === '0', 'no memory was added');
  await tab.locator('#play').click();
  const done = await tab.evaluate(() => page.training.done);
  await tab.waitForTimeout(200);
  expect((await tab.evaluate(() => page.training.done)) === done, 'Pause stops training');
  await tab.locator('#step').click();
  expect((await tab.evaluate(() => page.training.done)) === done + 1, 'Step takes one step');
  await tab.locator('#reset').click();
  expect((await tab.evaluate(() => page.training.done)) === 0, 'Reset begins again');
  expect(await tab.locator('#notice').isHidden(), 'and nothing is said of motion');

  const calm = await browser.open('', { motion: 'reduce' });
  await calm.waitForTimeout(300);
  expect((await calm.evaluate(() => page.training.done)) === 0, 'with reduced motion nothing starts by itself');
  expect(/Motion is reduced/.test(await calm.locator('#notice').textContent()), 'and the page says why');
  await calm.locator('#play').click();
  await calm.waitForFunction(() => page.training.done > 5);
}
