// SPDX-License-Identifier: BSL-1.0
// What the native program of spiral.cpp does, with the module that was compiled from it; in Node and in a browser.
// Returns "fingerprint loss nanoseconds", the last of a step of the fastest round.
function spiral(bytes, rounds, steps) {
  const { prepare, run, fingerprint } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  let fewest = Infinity;
  let loss = 0;
  prepare();
  for (let i = 0; i < rounds; ++i) {
    const begin = performance.now();
    loss = run(steps);
    fewest = Math.min(fewest, performance.now() - begin);
  }
  return `${fingerprint() >>> 0} ${loss} ${((fewest / steps) * 1e6).toFixed(1)}`;
}
