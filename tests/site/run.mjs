// SPDX-License-Identifier: BSL-1.0
// Opens the built site in Chromium, as a visitor with a folder would, and checks what it promises.
//
//   node tests/site/run.mjs [--quick] [--site FOLDER] [CHECK...]
//
// --quick checks one preset where all are alike, and no choice that `scripts/site --quick` does not build.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser } from './browser.mjs';
import * as checks from './checks/all.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const wanted = process.argv.slice(2);
const take = (flag) => (wanted.includes(flag) ? wanted.splice(wanted.indexOf(flag), 2)[1] : undefined);
const site = resolve(take('--site') ?? join(root, 'build/site'));
const quick = wanted.includes('--quick');
const names = wanted.filter((word) => !word.startsWith('--'));

if (!existsSync(join(site, 'index.html'))) {
  console.error(`${site} holds no site: run scripts/site`);
  process.exit(2);
}

// The packages are installed outside of the sources.
const packages = join(root, 'build/site-tests');
mkdirSync(packages, { recursive: true });
const lock = readFileSync(join(here, 'package-lock.json'), 'utf8');
const installed = join(packages, 'node_modules/installed'); // the lock file that was installed
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, file), join(packages, file));
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], {
    cwd: packages,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(2);
  writeFileSync(installed, lock);
}

const browser = await new Browser(packages, site).start();
const tab = await browser.open();
const presets = await tab.evaluate(() => playground.presets());
await tab.close();
// The first of each family: others of it differ in their data only.
const different = presets.filter(({ family }, i) => presets.findIndex((other) => other.family === family) === i);
const some = quick ? different : presets;

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const start = performance.now();
  browser.faults.length = 0;
  const lines = [];
  const expect = (holds, text) => {
    if (!holds) lines.push(`  FAILED: ${text}`);
  };
  const note = (text) => lines.push(`  ${text}`);
  try {
    await check({ browser, presets, some, quick, site, root, packages, expect, note });
  } catch (error) {
    lines.push(`  FAILED: ${error.message}`);
  }
  browser.faults.forEach((fault) => lines.push(`  FAILED: ${fault}`));
  const bad = lines.some((line) => line.startsWith('  FAILED'));
  failed += bad ? 1 : 0;
  console.log(`${bad ? 'not ok' : 'ok'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  lines.forEach((line) => console.log(line));
  await Promise.all(
    browser.context
      .pages()
      .slice(1)
      .map((open) => open.close()),
  );
}
await browser.stop();
process.exit(failed ? 1 : 0);
