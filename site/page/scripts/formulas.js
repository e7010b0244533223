// SPDX-License-Identifier: BSL-1.0
// Formulas and derivation, as the library wrote them, set by KaTeX.
const formulas = {
  render(element, latex, display = false) {
    katex.render(latex, element, {
      displayMode: display,
      throwOnError: false,
      strict: 'ignore',
      trust: (context) => context.command === '\\htmlData',
    });
  },

  start() {
    formulas.list = document.getElementById('derivation');
    formulas.at = document.getElementById('walk-at');
    light.follow(formulas.list);
    formulas.list.addEventListener('keydown', (event) => {
      const way = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') formulas.walk(way, true);
      else formulas.walkTerms(way);
    });
    formulas.list.addEventListener('focusin', (event) => {
      formulas.position = formulas.lines.indexOf(event.target.closest('.line'));
    });
    document.getElementById('walk-back').addEventListener('click', () => formulas.walk(-1, false));
    document.getElementById('walk-on').addEventListener('click', () => formulas.walk(1, false));
  },

  // `whole` is the description of the network in which nothing is frozen: what it has and `description` has not is
  // shown as gone.
  show(description, whole) {
    formulas.list.replaceChildren();
    formulas.list.scrollTop = 0;
    formulas.lines = [];
    for (const part of whole.derivation) {
      const now = description.derivation.find(({ title }) => title === part.title) ?? { lines: [], text: '' };
      formulas.addPart(part, now);
    }
    formulas.position = -1;
    formulas.term = 0;
    formulas.at.textContent = `${formulas.lines.length} lines`;
    formulas.put_tab_stops(0);
  },

  // Tab stops at one line, from which arrows walk, and at those that have to be scrolled to be read.
  put_tab_stops(at) {
    formulas.lines.forEach((line, i) => {
      line.tabIndex = i === at || line.scrollWidth > line.clientWidth ? 0 : -1;
    });
  },

  addPart(whole, now) {
    const section = document.createElement('section');
    section.className = 'part ' + whole.title.toLowerCase();
    const title = document.createElement('h4');
    title.textContent = whole.title;
    section.append(title);
    if (whole.text) section.append(formulas.words(whole.text));
    const list = document.createElement('ol');
    const kept = new Map(now.lines.map((line) => [line.value, line]));
    const known = new Set(whole.lines.map((line) => line.value));
    for (const line of [...whole.lines, ...now.lines.filter(({ value }) => !known.has(value))]) {
      const item = document.createElement('li');
      const gone = !kept.has(line.value);
      item.className = 'line' + (gone ? ' gone' : '');
      if (!gone) {
        item.dataset.value = line.value;
        if (whole.title !== 'Given') {
          item.tabIndex = -1;
          formulas.lines.push(item);
        }
      }
      formulas.render(item, (kept.get(line.value) ?? line).latex);
      if (gone) {
        // What is gone lights nothing.
        item.querySelectorAll('[data-value]').forEach((term) => delete term.dataset.value);
        item.append(Object.assign(document.createElement('span'), { className: 'unseen', textContent: ' (gone)' }));
      }
      list.append(item);
    }
    section.append(list);
    formulas.list.append(section);
  },

  // Words with mathematics between dollars.
  words(text) {
    const paragraph = document.createElement('p');
    text.split('$').forEach((piece, i) => {
      if (i % 2 === 0) {
        paragraph.append(piece);
      } else {
        const span = document.createElement('span');
        formulas.render(span, piece);
        paragraph.append(span);
      }
    });
    return paragraph;
  },

  walk(way, focus) {
    const { lines } = formulas;
    if (lines.length === 0) return;
    formulas.term = 0;
    formulas.position = Math.max(0, Math.min(lines.length - 1, formulas.position + way));
    formulas.put_tab_stops(formulas.position);
    lines.forEach((line, i) => line.classList.toggle('here', i === formulas.position));
    const line = lines[formulas.position];
    formulas.bring(line);
    formulas.at.textContent = `${formulas.position + 1} of ${lines.length}`;
    if (focus) line.focus();
    else light.on(line.dataset.value);
  },

  // Into view within the list, not within the window.
  bring(line) {
    const { list } = formulas;
    const top = line.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
    if (top < list.scrollTop || top + line.offsetHeight > list.scrollTop + list.clientHeight) {
      list.scrollTop = top - list.clientHeight / 3;
    }
  },

  // To the first line of a part.
  walkTo(part) {
    formulas.position = formulas.lines.findIndex((line) => line.closest('.part').classList.contains(part)) - 1;
    formulas.walk(1, false);
  },

  // From symbol to symbol of the line where one is.
  walkTerms(way) {
    const terms = [...(formulas.lines[formulas.position]?.querySelectorAll('.katex [data-value]') ?? [])];
    if (terms.length === 0) return;
    formulas.term = (formulas.term + way + terms.length) % terms.length;
    light.on(terms[formulas.term].dataset.value);
  },
};
