// SPDX-License-Identifier: BSL-1.0
// The native program of a preset's usual choice, called as the page calls its module.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

// Built if it is not: `scripts/site` leaves out what only tests need.
export function twinOf(root, module) {
  const folder = join(root, 'build/site-work/native');
  if (!existsSync(folder)) return null;
  execFileSync('cmake', ['--build', folder, '--target', module + '-twin'], { stdio: 'pipe' });
  return join(folder, module + '-twin');
}

// What stands in the page's state, so many rounds of so many steps; no layer is frozen.
export function runTwin(program, preset, state, steps, rounds) {
  const { noise, seed, initializer, rate } = state;
  const words = [preset.data_set ?? 0, noise, seed, initializer, rate, steps, rounds].map(String);
  return JSON.parse(execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 26 }));
}
