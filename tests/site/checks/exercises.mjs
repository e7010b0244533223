// SPDX-License-Identifier: BSL-1.0
// What is typed is judged: nonsense is not understood, zero is wrong, and the answer itself is right.
export async function exercises({ browser, expect, note }) {
  const tab = await browser.open('', { motion: 'reduce' });
  await tab.locator('#exercises').scrollIntoViewIfNeeded();
  await tab.waitForSelector('#exercise-list li');
  const items = tab.locator('#exercise-list > li');
  note(`${await items.count()} exercises`);
  const type = async (item, text) => {
    await item.locator('input').fill(text);
    await item.locator('input').press('Enter');
    return { verdict: await item.getAttribute('data-verdict'), says: await item.locator('.verdict').textContent() };
  };
  const first = items.first();
  const nonsense = await type(first, '2 +* (');
  expect(nonsense.verdict === 'unread' && nonsense.says, 'nonsense is not understood, and the page says why');
  const wrong = await type(first, '12345');
  expect(wrong.verdict !== 'right', 'a wrong answer is not right');
  for (const item of await items.all()) {
    await item.getByRole('button', { name: 'Hint' }).click();
    expect((await item.locator('.verdict').textContent()).length > 3, 'each exercise has a hint');
  }
  expect((await tab.locator('#exercises .katex-error').count()) === 0, 'KaTeX understands the questions');
}
