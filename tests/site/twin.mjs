// SPDX-License-Identifier: BSL-1.0
// The native program of a preset's usual choice, called as the page calls its module.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export function twinOf(root, module) {
  const program = join(root, 'build/site-work/native', module + '-twin');
  return existsSync(program) ? program : null;
}

// What stands in the page's state, so many rounds of so many steps.
export function runTwin(program, preset, state, steps, rounds) {
  const { noise, seed, initializer, rate, frozen } = state;
  const words = [preset.data_set ?? 0, noise, seed, initializer, rate, frozen, steps, rounds].map(String);
  return JSON.parse(execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 26 }));
}
