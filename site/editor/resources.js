// SPDX-License-Identifier: BSL-1.0
// The compiler's files as fetch() would bring them: in a page opened from a folder it cannot, so the page hands them over.
// Imported before the compiler, which keeps the function that it finds.
export const resources = new Map(); // name → bytes, compressed with gzip

globalThis.fetch = async (url) => {
  const name = new URL(url).pathname.split('/').pop();
  const type = name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
  const bytes = new Blob([resources.get(name)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(bytes, { headers: { 'content-type': type } });
};
