// SPDX-License-Identifier: BSL-1.0
// Where lazily loaded scripts hand over what they hold. A page opened from a folder may not fetch, but it may add
// scripts: every file of data is a script that calls one of these functions with its contents.
const playground = (() => {
  const modules = new Map();
  const descriptions = new Map();
  const parts = new Map();
  const waiting = new Map();
  let list = { presets: [] };
  let compiler = null;
  let there = new Set();
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

  const bytes_of = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

  return {
    // Called by the files of data.
    manifest: (value) => {
      list = value;
    },
    boards: (value) => {
      measured = value;
    },
    // Of the files without which the page does, those that the site was built with.
    contents: (files) => {
      there = new Set(files);
    },
    module: (name, base64) => modules.set(name, base64),
    editor: (value) => {
      compiler = value;
    },
    part: (name, base64) => parts.set(name, bytes_of(base64)),
    description: (name, mask, value) => descriptions.set(name + '.' + mask, value),

    // Asked by the page.
    presets: () => list.presets,
    async wasm(name) {
      if (!modules.has(name)) await load('modules/' + name + '.js');
      return bytes_of(modules.get(name));
    },
    async describe(name, mask) {
      const key = name + '.' + mask;
      if (!descriptions.has(key)) await load('descriptions/' + key + '.js');
      return descriptions.get(key);
    },
    // What compiles in the page: null where the site was built without it.
    async compiler() {
      if (there.has('editor/editor.js')) await load('editor/editor.js');
      return compiler;
    },
    async compressed(name) {
      await load('editor/' + name + '.js');
      const bytes = parts.get(name);
      parts.delete(name); // some are large
      return bytes;
    },
    async measurements() {
      if (there.has('boards.js')) await load('boards.js');
      return measured;
    },
  };
})();
