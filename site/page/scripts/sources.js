// SPDX-License-Identifier: BSL-1.0
// The two texts of the program, with colours for comments, literals and words of the language, and buttons that copy.
const sources = {
  words: new Set(
    (
      'alignas auto bool break case char const constexpr constinit continue default do double else enum ' +
      'extern float for if inline int long namespace operator return short signed sizeof static static_assert struct ' +
      'switch template typedef typename union unsigned using void while restrict uint8_t uint32_t size_t'
    ).split(' '),
  ),
  // Comments, strings, directives, numbers, names: one group each.
  token: new RegExp(
    [
      /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)/,
      /("(?:[^"\\\n]|\\.)*")/,
      /(^[ \t]*#[^\n]*)/,
      /\b(\d[\w.']*(?:[eEp][-+]\d+f?)?)/,
      /\b([A-Za-z_]\w*)\b/,
    ]
      .map(({ source }) => source)
      .join('|'),
    'gm',
  ),

  colour(element, text) {
    element.replaceChildren();
    let done = 0;
    for (const match of text.matchAll(sources.token)) {
      const [whole, comment, literal, directive, number, word] = match;
      const kind = comment
        ? 'comment'
        : literal
          ? 'literal'
          : directive
            ? 'directive'
            : number
              ? 'number'
              : sources.words.has(word)
                ? 'word'
                : null;
      if (!kind) continue;
      element.append(text.slice(done, match.index));
      element.append(Object.assign(document.createElement('span'), { className: kind, textContent: whole }));
      done = match.index + whole.length;
    }
    element.append(text.slice(done));
  },

  start() {
    document.querySelectorAll('.copy').forEach((button) =>
      button.addEventListener('click', async () => {
        const text = sources.description[button.dataset.copy];
        try {
          await navigator.clipboard.writeText(text);
        } catch {
          sources.select(document.getElementById(button.dataset.copy));
          document.execCommand('copy');
        }
        button.textContent = 'Copied';
        setTimeout(() => {
          button.textContent = 'Copy';
        }, 1500);
      }),
    );
  },

  select(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(range);
  },

  show(description) {
    sources.description = description;
    for (const id of ['code', 'c99']) sources.colour(document.getElementById(id), description[id]);
  },
};
