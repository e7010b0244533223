// SPDX-License-Identifier: BSL-1.0
// Renders formulas: a line of JSON { latex, display } on standard input, a line of JSON { html } or { error } back.
"use strict";

const katex = require("/usr/share/nodejs/katex");

require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { latex, display } = JSON.parse(line);
  let answer;
  try {
    answer = { html: katex.renderToString(latex, { displayMode: display, strict: "error" }) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
