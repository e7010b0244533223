// SPDX-License-Identifier: BSL-1.0
// What axe finds, in both themes and on a phone; and that canvases have texts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export async function accessibility({ browser, presets, quick, packages, expect, note }) {
  const axe = readFileSync(join(packages, 'node_modules/axe-core/axe.min.js'), 'utf8');
  const scenes = [
    ['', {}],
    ['', { scheme: 'dark' }],
    ['', { width: 390 }],
  ];
  if (!quick) presets.slice(1).forEach(({ id }) => scenes.push(['#' + id, {}]));
  for (const [hash, how] of scenes) {
    const tab = await browser.open(hash, { motion: 'reduce', ...how });
    await tab.locator('#exercises').scrollIntoViewIfNeeded();
    await tab.waitForTimeout(200);
    await tab.evaluate(axe);
    const { violations, passes } = await tab.evaluate(() =>
      window.axe.run(document, {
        preload: false, // a page that is a file may not read its style sheets
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }),
    );
    note(`${hash || '#'} ${JSON.stringify(how)}: ${passes.length} rules hold`);
    for (const { id, help, nodes } of violations) {
      expect(
        false,
        `${hash || '#'} ${JSON.stringify(how)} ${id}: ${help} (${nodes.length}), ` +
          `${nodes[0].target} ${nodes[0].failureSummary.replace(/\s+/g, ' ')}`,
      );
    }
    const bare = await tab.evaluate(
      () => [...document.querySelectorAll('canvas')].filter((canvas) => !canvas.getAttribute('aria-label')).length,
    );
    expect(bare === 0, `${bare} canvases have no text`);
    const width = await tab.evaluate(() => document.documentElement.scrollWidth);
    expect(width <= (how.width ?? 1280), `nothing is wider than the window (${width})`);
    await tab.close();
  }
}
