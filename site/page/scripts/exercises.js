// SPDX-License-Identifier: BSL-1.0
// Derivatives to type. A compiled module reads them, and judges by the library's own `equal`.
const exercises = {
  verdicts: ['right', 'not-yet', 'unread', 'right'], // the last: the same values, which the laws do not show

  async start() {
    const section = document.getElementById('exercises');
    // Loaded when one comes near: most visitors want to see the training first.
    const watch = new IntersectionObserver(
      async (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watch.disconnect();
        try {
          exercises.build(await CompiledModule.load('exercises'));
        } catch {
          section.hidden = true; // a site that was built without them
        }
      },
      { rootMargin: '600px' },
    );
    section.hidden = false;
    watch.observe(section);
  },

  build(module) {
    const list = document.getElementById('exercise-list');
    const say = (address) => module.text(address);
    for (let i = 0; i < module.exports.exercise_count(); ++i) {
      const item = document.createElement('li');
      const question = document.createElement('div');
      question.className = 'question';
      formulas.render(question, say(module.exports.question(i)), true);
      const given = Object.assign(document.createElement('p'), {
        className: 'fine',
        textContent: say(module.exports.given(i)),
      });
      const form = document.createElement('form');
      const input = Object.assign(document.createElement('input'), {
        type: 'text',
        autocomplete: 'off',
        spellcheck: false,
      });
      input.setAttribute('aria-label', `Answer to exercise ${i + 1}`);
      input.setAttribute('autocapitalize', 'off');
      const judge = Object.assign(document.createElement('button'), { textContent: 'Judge' });
      const answer = Object.assign(document.createElement('button'), {
        type: 'button',
        textContent: 'Answer',
        className: 'quiet',
      });
      const hint = Object.assign(document.createElement('button'), {
        type: 'button',
        textContent: 'Hint',
        className: 'quiet',
      });
      const read = document.createElement('div');
      read.className = 'read';
      const verdict = document.createElement('p');
      verdict.className = 'verdict';
      verdict.setAttribute('role', 'status');
      form.append(input, judge, hint, answer);
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        const code = exercises.ask(module, i, input.value);
        item.dataset.verdict = exercises.verdicts[code];
        verdict.textContent = say(module.exports.message());
        if (code === 2) {
          read.replaceChildren();
          input.focus();
          input.setSelectionRange(
            module.exports.mistake_at(),
            module.exports.mistake_at() + module.exports.mistake_length(),
          );
        } else {
          formulas.render(read, '\\text{read as }\\; ' + say(module.exports.typed_latex()));
        }
      });
      hint.addEventListener('click', () => {
        item.dataset.verdict = '';
        verdict.textContent = say(module.exports.hint(i));
      });
      answer.addEventListener('click', () => {
        item.dataset.verdict = '';
        verdict.textContent = '';
        formulas.render(read, say(module.exports.answer(i)));
      });
      item.append(question, given, form, read, verdict);
      list.append(item);
    }
  },

  ask(module, exercise, text) {
    const buffer = new Uint8Array(module.exports.memory.buffer, module.exports.text(), 512);
    const bytes = new TextEncoder().encode(text).subarray(0, 511);
    buffer.set(bytes);
    buffer[bytes.length] = 0;
    return module.exports.judge(exercise);
  },
};
