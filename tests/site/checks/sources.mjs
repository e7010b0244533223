// SPDX-License-Identifier: BSL-1.0
// The C++ beside the network is that of its source, in the parts that were compiled; both texts can be copied.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export async function sources({ browser, some, root, expect }) {
  for (const preset of some) {
    const tab = await browser.open('#' + preset.id, { motion: 'reduce' });
    const module = await tab.evaluate(() => page.module.name);
    const shown = await tab.locator('#code').textContent();
    const source = readFileSync(join(root, 'build/site-work/native/programs', module + '.cpp'), 'utf8');
    const missing = shown.split('\n').filter((line) => line && !source.includes(line));
    expect(shown.includes('tapeless') && missing.length === 0, `${preset.id}: the source has ${missing[0]}`);
    const c99 = await tab.locator('#c99').textContent();
    expect(/C99/.test(c99) && c99.includes('#include <math.h>'), `${preset.id}: the step stands there as C`);
    for (const button of await tab.locator('.copy').all()) {
      await button.click();
      await tab.waitForFunction((one) => one.textContent === 'Copied', await button.elementHandle());
    }
    await tab.close();
  }
}
