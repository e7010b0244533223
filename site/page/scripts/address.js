// SPDX-License-Identifier: BSL-1.0
// What is chosen stands in the address, `#spiral?activation=relu&frozen=1`, so that a link shows the same thing.
const address = {
  read() {
    const [name, query] = decodeURI(window.location.hash.slice(1)).split('?');
    return { name, values: new URLSearchParams(query ?? '') };
  },

  write(name, values) {
    const query = new URLSearchParams(values).toString();
    const hash = '#' + name + (query ? '?' + query : '');
    if (window.location.hash !== hash) window.history.replaceState(null, '', hash);
  },
};
