// SPDX-License-Identifier: BSL-1.0
// Steps a second of the first preset in the browser, as a share of what the native program does in the same minute.
import { runTwin, twinOf } from '../twin.mjs';

export async function speed({ browser, presets, root, expect, note }) {
  const preset = presets[0];
  const tab = await browser.open('#' + preset.id, { motion: 'reduce' });
  const { state, module } = await tab.evaluate(() => ({ state: page.state, module: page.module.name }));
  const program = twinOf(root, module);
  expect(program, `the native twin of ${module} was built`);
  if (!program) return;
  const steps = 10000;
  let [best, native] = [0, 0];
  for (let turn = 0; turn < 7; ++turn) {
    const milliseconds = await tab.evaluate((count) => {
      const start = performance.now();
      page.module.exports.run(count);
      return performance.now() - start;
    }, steps);
    best = Math.max(best, (1000 * steps) / milliseconds);
    native = Math.max(native, runTwin(program, preset, state, steps, 1).steps_a_second);
  }
  note(`${best.toFixed(0)} steps a second in Chromium, ${native.toFixed(0)} natively: ${(best / native).toFixed(2)}`);
  expect(best >= 0.4 * native, 'at least .4 of the native speed');
}
