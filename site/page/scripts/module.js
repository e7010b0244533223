// SPDX-License-Identifier: BSL-1.0
// A compiled preset: its exports, and typed views of what they point to.
class CompiledModule {
  static async load(name) {
    const { instance } = await WebAssembly.instantiate(await playground.wasm(name), {});
    instance.exports._initialize?.();
    return new CompiledModule(name, instance.exports);
  }

  constructor(name, exports) {
    this.name = name;
    this.exports = exports;
    this.masks = exports.mask_count?.() ?? 1; // sets of frozen layers that it has a trainer for: 0 … masks - 1
  }

  has(name) {
    return name in this.exports;
  }

  // Memory neither grows nor moves: a view stays valid, its contents until the next call.
  floats(address, count) {
    return new Float32Array(this.exports.memory.buffer, address, count);
  }
  doubles(address, count) {
    return new Float64Array(this.exports.memory.buffer, address, count);
  }
  counts(address, count) {
    return new Uint32Array(this.exports.memory.buffer, address, count);
  }

  text(address) {
    const bytes = new Uint8Array(this.exports.memory.buffer, address);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  }

  surface(n) {
    return this.floats(this.exports.surface(n), n * n);
  }
  weights(leaf, description) {
    const { rows, columns } = description.leaves[leaf];
    return this.floats(this.exports.weights(leaf), rows * columns);
  }

  // WebAssembly has no way to ask the module for memory: it cannot allocate if its memory cannot grow, it imports
  // nothing and its memory is as large as at the start. That is what is counted here.
  grown() {
    return this.exports.memory.buffer.byteLength - (this.initialBytes ??= this.exports.memory.buffer.byteLength);
  }
}
