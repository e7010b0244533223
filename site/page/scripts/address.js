// SPDX-License-Identifier: BSL-1.0
// What is chosen stands in the address, `#spiral?activation=relu&frozen=1`, so that a link shows the same thing. Another
// preset is a step of the browser's history, what is chosen of it is not.
const address = {
  read() {
    const [name, query] = decodeURI(window.location.hash.slice(1)).split('?');
    return { name, values: new URLSearchParams(query ?? '') };
  },

  // Where one reads is a step of the history, too: the browser scrolls back.
  leavePlace() {
    window.history.pushState(null, '', window.location.href);
  },

  write(name, values) {
    const query = new URLSearchParams(values).toString();
    const hash = '#' + name + (query ? '?' + query : '');
    if (window.location.hash === hash) return;
    const before = address.read().name;
    const isAnother = before !== name && playground.presets().some(({ id }) => id === before);
    window.history[isAnother ? 'pushState' : 'replaceState'](null, '', hash);
  },
};
