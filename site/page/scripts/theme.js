// SPDX-License-Identifier: BSL-1.0
// Light or dark: the system's wish until the visitor chooses. Runs before the first paint.
const theme = (() => {
  const wish = window.matchMedia('(prefers-color-scheme: dark)');
  const listeners = [];
  let chosen = null;
  try {
    const stored = window.localStorage.getItem('theme'); // of the documents as well, where it may be "auto"
    if (stored === 'light' || stored === 'dark') chosen = stored;
  } catch {
    // A browser may refuse storage to files; the choice then lasts as long as the page.
  }

  const current = () => chosen ?? (wish.matches ? 'dark' : 'light');

  function apply() {
    document.documentElement.dataset.theme = current();
    const button = document.getElementById('theme');
    if (button) button.setAttribute('aria-pressed', String(current() === 'dark'));
    listeners.forEach((listener) => listener());
  }

  function toggle() {
    chosen = current() === 'dark' ? 'light' : 'dark';
    try {
      window.localStorage.setItem('theme', chosen);
    } catch {
      // As above.
    }
    apply();
  }

  wish.addEventListener('change', apply);
  document.addEventListener('DOMContentLoaded', () => {
    document.getElementById('theme').addEventListener('click', toggle);
    apply();
  });
  apply();

  return {
    changed: (listener) => listeners.push(listener),
    // The value of a custom property, for canvases.
    colour: (name) =>
      getComputedStyle(document.documentElement)
        .getPropertyValue('--' + name)
        .trim(),
  };
})();
