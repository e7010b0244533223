// SPDX-License-Identifier: BSL-1.0
// Where lazily loaded scripts hand over what they hold. A page opened from a folder may not fetch, but it may add
// scripts: every file of data is a script that calls one of these functions with its contents.
const playground = (() => {
  const modules = new Map();
  const descriptions = new Map();
  const waiting = new Map();
  let list = { presets: [] };
  let measured = { measured: [], how: '' };

  function load(path) {
    if (!waiting.has(path)) {
      waiting.set(
        path,
        new Promise((resolve, reject) => {
          const script = document.createElement('script');
          script.src = path;
          script.onload = () => resolve();
          script.onerror = () => {
            waiting.delete(path);
            reject(new Error(path + ' is missing'));
          };
          document.head.append(script);
        }),
      );
    }
    return waiting.get(path);
  }

  return {
    // Called by the files of data.
    manifest: (value) => {
      list = value;
    },
    boards: (value) => {
      measured = value;
    },
    module: (name, base64) => modules.set(name, base64),
    description: (name, mask, value) => descriptions.set(name + '.' + mask, value),

    // Asked by the page.
    presets: () => list.presets,
    async wasm(name) {
      if (!modules.has(name)) await load('modules/' + name + '.js');
      return Uint8Array.from(atob(modules.get(name)), (character) => character.charCodeAt(0));
    },
    async describe(name, mask) {
      const key = name + '.' + mask;
      if (!descriptions.has(key)) await load('descriptions/' + key + '.js');
      return descriptions.get(key);
    },
    async measurements() {
      await load('boards.js');
      return measured;
    },
  };
})();
