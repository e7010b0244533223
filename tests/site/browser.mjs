// SPDX-License-Identifier: BSL-1.0
// Chromium with the site in it. Whatever a page complains of, or asks for outside of its folder, is kept as a fault.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export class Browser {
  constructor(packages, site) {
    this.chromium = createRequire(join(packages, 'package.json'))('playwright-core').chromium;
    this.site = site;
    this.faults = [];
  }

  async start() {
    this.profile = mkdtempSync(join(tmpdir(), 'tapeless-site-'));
    const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
    if (!executablePath) throw new Error('Chromium is missing: scripts/setup site');
    this.context = await this.chromium.launchPersistentContext(this.profile, {
      executablePath,
      headless: true,
      viewport: { width: 1280, height: 900 },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return this;
  }

  // A new tab with the playground at an address; `tab.requests` is all that it asked for.
  async open(hash = '', { width = 1280, scheme = 'light', motion = 'no-preference' } = {}) {
    const tab = await this.context.newPage();
    tab.requests = [];
    const fault = (text) => this.faults.push(`${hash || '#'}: ${text}`);
    tab.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) fault(message.text());
    });
    tab.on('pageerror', (error) => fault(error.message));
    tab.on('request', (request) => {
      tab.requests.push(request.url());
      if (!/^(file|data|blob):/.test(request.url())) fault(`asks for ${request.url()}`);
    });
    await tab.setViewportSize({ width, height: width < 500 ? 844 : 900 });
    await tab.emulateMedia({ colorScheme: scheme, reducedMotion: motion });
    await tab.goto(pathToFileURL(join(this.site, 'index.html')).href + hash);
    await tab.waitForFunction(() => page.training);
    return tab;
  }

  async stop() {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

// Training is stopped, begun again and goes so many steps; what it then says of itself.
export const trained = (tab, steps) =>
  tab.evaluate((count) => {
    page.begin(false);
    page.training.take(count);
    page.measure();
    page.draw();
    return { metric: page.metric, loss: page.whole_loss, done: page.training.done, refused: page.training.refused };
  }, steps);
