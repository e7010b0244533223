// SPDX-License-Identifier: BSL-1.0
// A digit that is drawn with the pointer is read right, after the training that the manifest states.
import { trained } from '../browser.mjs';

const circle = (x, y, rx, ry, from = 0, to = 2 * Math.PI) =>
  Array.from({ length: 25 }, (_, i) => {
    const angle = from + ((to - from) * i) / 24;
    return [x + rx * Math.sin(angle), y - ry * Math.cos(angle)];
  });
// Strokes in a square of side 1.
const drawn = {
  0: [circle(0.5, 0.5, 0.22, 0.36)],
  1: [
    [
      [0.36, 0.3],
      [0.52, 0.14],
      [0.52, 0.86],
    ],
  ],
  2: [[...circle(0.5, 0.34, 0.2, 0.2, -1.3, 2.3), [0.3, 0.84], [0.72, 0.84]]],
  3: [[...circle(0.48, 0.32, 0.18, 0.17, -1.2, 3.1), ...circle(0.48, 0.67, 0.2, 0.19, 0, 4.3)]],
  4: [
    [
      [0.42, 0.14],
      [0.26, 0.58],
      [0.76, 0.58],
    ],
    [
      [0.6, 0.36],
      [0.58, 0.86],
    ],
  ],
  5: [[[0.68, 0.16], [0.38, 0.16], [0.35, 0.46], ...circle(0.48, 0.64, 0.2, 0.2, -0.6, 3.9)]],
  6: [[[0.62, 0.13], [0.42, 0.35], ...circle(0.5, 0.66, 0.19, 0.2, -1.5, 4.7)]],
  7: [
    [
      [0.28, 0.16],
      [0.72, 0.16],
      [0.44, 0.86],
    ],
  ],
  8: [[...circle(0.5, 0.32, 0.15, 0.17, 3.14, -3.14), ...circle(0.5, 0.68, 0.18, 0.19, 0, 6.28)]],
  9: [[...circle(0.5, 0.34, 0.18, 0.2, 1.57, -4.71), [0.67, 0.4], [0.58, 0.86]]],
};

export async function digits({ browser, presets, expect, note }) {
  const preset = presets.find(({ view }) => view === 'digits');
  if (!preset) return;
  const tab = await browser.open('#' + preset.id, { motion: 'reduce' });
  const start = performance.now();
  const { metric } = await trained(tab, preset.goal.steps);
  note(`${(100 * metric).toFixed(1)} % of unseen digits after ${((performance.now() - start) / 1000).toFixed(2)} s`);
  expect(metric >= 0.96, 'digits are told with 96 %');
  expect(performance.now() - start < 5000, 'within five seconds');
  const right = [];
  for (const [digit, strokes] of Object.entries(drawn)) {
    await tab.locator('#wipe').click();
    const pad = await tab.locator('#pad').boundingBox();
    for (const stroke of strokes) {
      const place = ([x, y]) => [pad.x + x * pad.width, pad.y + y * pad.height];
      await tab.mouse.move(...place(stroke[0]));
      await tab.mouse.down();
      for (const point of stroke.slice(1)) await tab.mouse.move(...place(point));
      await tab.mouse.up();
    }
    const read = await tab.locator('#reading').getAttribute('data-digit');
    if (read === digit) right.push(digit);
    else note(`${digit} is read as ${read}`);
  }
  note(`drawn and read right: ${right.join(' ')}`);
  await tab.locator('#unseen').focus();
  await tab.keyboard.press('Enter');
  expect(/reads \d, written was \d/.test(await tab.locator('#reading').textContent()), 'without a pointer, too');
  expect(right.length === Object.keys(drawn).length, 'all drawn digits are read right');
}
