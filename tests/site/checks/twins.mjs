// SPDX-License-Identifier: BSL-1.0
// The page computes what the native program computes: the loss of each round, the weights at the end, and the rest.
import { runTwin, twinOf } from '../twin.mjs';

const steps = 20;

// The largest relative difference.
const apart = (some, others) =>
  some.reduce(
    (most, value, i) =>
      Math.max(most, Math.abs(value - others[i]) / Math.max(Math.abs(value), Math.abs(others[i]), 1e-30)),
    0,
  );

export async function twins({ browser, presets, quick, root, expect, note }) {
  const rounds = quick ? 10 : 25; // most twins are not optimized
  for (const preset of presets) {
    const tab = await browser.open('#' + preset.id, { motion: 'reduce' });
    const { state, module } = await tab.evaluate(() => ({ state: page.state, module: page.module.name }));
    const program = twinOf(root, module);
    expect(program, `${preset.id}: the native twin of ${module} was built`);
    if (!program) continue;
    const native = runTwin(program, preset, state, steps, rounds);
    const here = await tab.evaluate(
      ([count, times]) => {
        page.begin(false);
        const { exports } = page.module;
        const losses = Array.from({ length: times }, () => exports.run(count));
        // FNV-1a over all bytes of all weights.
        let sum = 0xcbf29ce484222325n;
        page.description.leaves.forEach((_, index) => {
          const numbers = page.module.weights(index, page.description);
          for (const byte of new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)) {
            sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
          }
        });
        const norms = [...page.module.floats(exports.gradient_norms(), page.description.layers.length)];
        return {
          losses,
          norms,
          sum: sum.toString(16).padStart(16, '0'),
          metric: exports.metric(),
          evaluate: exports.evaluate(),
          bytes: exports.storage_bytes(),
        };
      },
      [steps, rounds],
    );

    const same = here.sum === native.weights;
    const loss = apart(here.losses, native.losses);
    note(
      `${preset.id}: after ${steps * rounds} steps weights are ${same ? 'the same bits' : 'other bits'}, ` +
        `losses ${loss.toExponential(1)} apart`,
    );
    expect(same, `${preset.id}: the weights of page and native program are the same bits`);
    // Numbers are printed with nine digits, which tell all floats apart.
    expect(loss < 1e-8, `${preset.id}: the losses of all rounds agree`);
    expect(apart(here.norms, native.gradient_norms) < 1e-8, `${preset.id}: gradient norms agree`);
    expect(apart([here.evaluate], [native.evaluate]) < 1e-8, `${preset.id}: the loss over the training set agrees`);
    expect(apart([here.metric], [native.metric]) < 1e-8, `${preset.id}: ${here.metric}, natively ${native.metric}`);
    await tab.close();
  }
}
