// SPDX-License-Identifier: BSL-1.0
// Links of the page lead to files that are there.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export async function links({ browser, expect, note }) {
  const tab = await browser.open('', { motion: 'reduce' });
  const all = await tab.evaluate(() => [...document.querySelectorAll('a[href]')].map((link) => link.href));
  for (const link of new Set(all)) {
    const [file, place] = link.split('#');
    if (file.endsWith('/index.html') && place !== undefined && !file.includes('/docs/')) {
      expect(await tab.evaluate((id) => Boolean(document.getElementById(id)), place), `#${place} is in the page`);
    } else {
      expect(existsSync(fileURLToPath(file)), `${file} is there`);
    }
  }
  note(`${new Set(all).size} links`);
}
