// SPDX-License-Identifier: BSL-1.0
// A visitor's program is compiled in the page, its assertions are proved, and it runs; a wrong derivative is refused in
// its line, a misuse of the library by the library's own line.
export async function editor({ browser, quick, expect, note }) {
  if (quick) return note('left out: the quick site has no compiler');
  const tab = await browser.open('', { motion: 'reduce' });
  const program = tab.locator('#editor-program');
  await program.waitFor();
  const original = await program.inputValue();
  const compile = async (text) => {
    await program.fill(text);
    const start = performance.now();
    await tab.locator('#editor-compile').click();
    await tab.waitForFunction(
      () => !document.getElementById('editor-compile').disabled && !document.getElementById('editor-results').hidden,
      null,
      { timeout: 300000, polling: 250 },
    );
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    note(`${await tab.locator('#editor-status').textContent()} (${seconds} s with all that it loaded)`);
    return {
      verdicts: await tab
        .locator('#editor-assertions li')
        .evaluateAll((items) => items.map((li) => li.dataset.verdict)),
      errors: await tab.locator('#editor-errors').textContent(),
      output: await tab.locator('#editor-output').textContent(),
    };
  };

  const right = await compile(original);
  expect(right.verdicts.length >= 2 && right.verdicts.every((word) => word === 'proved'), 'the assertions are proved');
  expect(/^dW = /.test(right.output), 'the program prints the derivative');
  const loss = +right.output.match(/step 1000 {2}loss ([\d.]+)/)?.[1];
  expect(loss < 0.1, `the network has learnt: loss ${loss}`);

  const wrong = await compile(original.replace('- y, x)>', '+ y, x)>'));
  expect(
    wrong.verdicts[0] === 'refused' && wrong.verdicts[1] === 'proved',
    `the wrong one is refused: ${wrong.verdicts}`,
  );
  expect(wrong.output === '', 'what is refused does not run');

  const misuse = await compile(original.replace('"W", 3, 4>', '"W", 3, 5>'));
  expect(/: error: .*tapeless: /.test(misuse.errors), `the library says what is wrong: ${misuse.errors}`);
}
