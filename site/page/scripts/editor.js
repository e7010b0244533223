// SPDX-License-Identifier: BSL-1.0
// C++ that a visitor writes: compiled by clang in a worker, with the library as one header, and run.
const editor = {
  async start() {
    const section = document.getElementById('editor');
    editor.compiler = await playground.compiler();
    if (!editor.compiler) return; // a site that was built without it
    section.hidden = false;
    editor.text = document.getElementById('editor-program');
    editor.button = document.getElementById('editor-compile');
    editor.status = document.getElementById('editor-status');
    editor.text.value = editor.compiler.program;
    const megabytes = Math.round(editor.compiler.bytes / 1e6);
    editor.button.textContent = `Load clang (${megabytes} MB) and compile`;
    editor.button.addEventListener('click', () => editor.compile());
    editor.text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      editor.compile();
    });
  },

  async compile() {
    if (editor.button.disabled) return;
    editor.button.disabled = true;
    document.getElementById('editor-results').hidden = true;
    try {
      editor.worker ??= await editor.load();
    } catch (failure) {
      editor.say(failure.message);
      editor.button.disabled = false;
      return;
    }
    editor.button.textContent = 'Compile and run';
    editor.program = editor.text.value;
    editor.worker.postMessage({ program: editor.program });
    editor.wait('Compiles');
  },

  // Says how long something has taken, while it does.
  wait(what) {
    const start = performance.now();
    const say = () => {
      editor.status.textContent = `${what} … ${Math.round((performance.now() - start) / 1000)} s`;
    };
    say();
    clearInterval(editor.clock);
    editor.clock = setInterval(say, 1000);
  },
  say(text) {
    clearInterval(editor.clock);
    editor.status.textContent = text;
  },

  // A worker's script may not come from a folder, but from a text.
  async load() {
    editor.wait('Loads the compiler');
    const resources = new Map();
    for (const name of editor.compiler.parts) resources.set(name, await playground.compressed(name));
    const script = await editor.unpacked(resources.get('worker.js'));
    const header = await editor.unpacked(resources.get('tapeless.hpp'));
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    worker.onerror = (event) => {
      editor.say(event.message);
      editor.button.disabled = false;
    };
    const ready = new Promise((resolve) => {
      worker.onmessage = ({ data }) => {
        if (data.ready) resolve();
        else if (data.compiled) editor.show_compiled(data.compiled);
        else editor.show_run(data.ran);
      };
    });
    worker.postMessage({ resources, header });
    await ready;
    return worker;
  },
  unpacked: (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text(),

  show_compiled({ diagnostics, seconds, succeeded }) {
    editor.say(`${succeeded ? 'Compiled' : 'Refused'} in ${seconds.toFixed(1)} s.`);
    document.getElementById('editor-results').hidden = false;
    editor.list_assertions(diagnostics);
    editor.fill('editor-errors', editor.first_lines(diagnostics));
    editor.fill('editor-diagnostics', diagnostics);
    document.getElementById('editor-all').hidden = diagnostics === '';
    editor.fill('editor-output', succeeded ? 'Runs …' : '');
    editor.button.disabled = succeeded;
  },
  show_run({ output, seconds, failure }) {
    editor.fill('editor-output', output + (failure ? `\n${failure}` : ''));
    editor.status.textContent += ` Ran in ${Math.max(1, Math.round(seconds * 1000))} ms.`;
    editor.button.disabled = false;
  },
  fill(id, text) {
    const element = document.getElementById(id);
    element.textContent = text;
    element.hidden = text === '';
  },

  // What the compiler calls an error or a warning, a line each; the library says all it has to say in that line. Types
  // that fill a page stand below, where all is.
  first_lines: (diagnostics) =>
    diagnostics
      .split('\n')
      .filter((line) => /: (fatal )?error: |: warning: /.test(line))
      .map((line) => line.replace(/ due to requirement '(.{300,})'/, ' due to requirement (see below)'))
      .join('\n'),

  // Each static_assert of the program: proved, refused, or not known where something else is wrong.
  list_assertions(diagnostics) {
    const at = [...diagnostics.matchAll(/^program\.cpp:(\d+):\d+: (?:fatal )?error: /gm)].map((match) => +match[1]);
    const errors = [...diagnostics.matchAll(/: (?:fatal )?error: /g)].length;
    const found = editor.assertions().map((assertion) => ({
      ...assertion,
      refused: at.some((line) => line >= assertion.first && line <= assertion.last),
    }));
    const all_known = errors === found.filter((assertion) => assertion.refused).length;
    const list = document.getElementById('editor-assertions');
    list.replaceChildren(
      ...found.map(({ first, text, refused }) => {
        const [verdict, sign, word] = refused
          ? ['refused', '✗', 'refused']
          : all_known
            ? ['proved', '✓', 'proved']
            : ['open', '–', 'not known'];
        const item = document.createElement('li');
        item.dataset.verdict = verdict;
        const mark = Object.assign(document.createElement('span'), { className: 'mark', textContent: sign });
        mark.setAttribute('role', 'img');
        mark.setAttribute('aria-label', word);
        item.append(mark, ` line ${first} `, Object.assign(document.createElement('code'), { textContent: text }));
        return item;
      }),
    );
    list.hidden = found.length === 0;
  },
  assertions() {
    const lines = editor.program.split('\n');
    const found = [];
    lines.forEach((line, i) => {
      if (!/^\s*static_assert\s*\(/.test(line)) return;
      let last = i; // it may go over several lines
      while (last + 1 < lines.length && !lines[last].trimEnd().endsWith(';')) ++last;
      const text = lines.slice(i, last + 1).map((part) => part.trim());
      found.push({ first: i + 1, last: last + 1, text: text.join(' ') });
    });
    return found;
  },
};
