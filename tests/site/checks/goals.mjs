// SPDX-License-Identifier: BSL-1.0
// Each preset reaches the goal that its manifest states, in the steps that it states.
import { trained } from '../browser.mjs';

export const isError = (preset) => ['wave', 'heat'].includes(preset.view);
export const reaches = (preset, metric) =>
  isError(preset) ? metric <= preset.goal.metric : metric >= preset.goal.metric;

export async function goals({ browser, presets, some, expect, note }) {
  for (const preset of presets) {
    const tab = await browser.open('#' + preset.id, { motion: 'reduce' });
    const before = await tab.evaluate(() => page.whole_loss);
    const start = performance.now();
    const { metric, loss, refused } = await trained(tab, preset.goal.steps);
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    note(
      `${preset.id}: ${metric.toPrecision(4)} after ${preset.goal.steps} steps in ${seconds} s, ` +
        `loss ${before.toPrecision(3)} → ${loss.toPrecision(3)}`,
    );
    expect(!refused, `${preset.id}: no step is refused`);
    expect(reaches(preset, metric), `${preset.id} reaches ${preset.goal.metric}`);
    const empty = await tab.evaluate(() =>
      [...document.querySelectorAll('canvas')]
        .filter((canvas) => canvas.offsetParent && canvas.id !== 'pad')
        .filter(
          (canvas) =>
            !new Set(
              new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer),
            ).size,
        )
        .map((canvas) => canvas.id),
    );
    expect(empty.length === 0, `${preset.id}: all is drawn (${empty})`);
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
    expect(wide <= 1280, `${preset.id}: nothing is wider than the window`);
    await tab.close();
    if (!some.includes(preset)) continue;
    const phone = await browser.open('#' + preset.id, { motion: 'reduce', width: 390 });
    expect(
      (await phone.evaluate(() => document.documentElement.scrollWidth)) <= 390,
      `${preset.id}: a phone is wide enough`,
    );
    await phone.close();
  }
}
