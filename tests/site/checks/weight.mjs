// SPDX-License-Identifier: BSL-1.0
// What the front page loads, and how soon something is seen.
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export async function weight({ browser, expect, note }) {
  const tab = await browser.open();
  await tab.waitForFunction(() => page.training.done > 5);
  await tab.waitForTimeout(500);
  const files = [...new Set(tab.requests.map((url) => url.split(/[?#]/)[0]))].filter((url) => url.startsWith('file:'));
  const bytes = files.map((url) => statSync(fileURLToPath(url)).size).reduce((sum, size) => sum + size, 0);
  note(`${files.length} files, ${(bytes / 1e3).toFixed(0)} kB`);
  expect(bytes <= 1e6, 'the front page loads at most 1 MB');
  const paint = await tab.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  note(`first paint after ${paint?.toFixed(0)} ms`);
  expect(paint < 1500, 'something is seen within 1.5 s');
  const ready = await tab.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd);
  note(`scripts have run after ${ready.toFixed(0)} ms`);
}
