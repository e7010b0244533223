// SPDX-License-Identifier: BSL-1.0
// Packs what compiles C++ in the page into <site>/editor: scripts that hand over bytes, compressed and in base64, for a page
// that is opened from a folder may not fetch.
//
//   node build.mjs <tapeless as one header> <site>       in a folder with this package.json installed
import { build } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const [header, site] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const clang = 'node_modules/@yowasp/clang/gen';
const folder = join(site, 'editor');
mkdirSync(folder, { recursive: true });

const worker = await build({
  entryPoints: [join(here, 'worker.js')],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  platform: 'browser',
  external: ['node:*'],
  define: { 'import.meta.url': '"file:///clang/bundle.js"' },
  nodePaths: [join(process.cwd(), 'node_modules')],
});

const parts = {
  'worker.js': worker.outputFiles[0].contents,
  'tapeless.hpp': readFileSync(header),
  ...Object.fromEntries(
    ['llvm.core.wasm', 'llvm.core2.wasm', 'llvm.core3.wasm', 'llvm.core4.wasm', 'llvm-resources.tar'].map((name) => [
      name,
      readFileSync(join(clang, name)),
    ]),
  ),
};
const names = Object.keys(parts);
let bytes = 0;
for (const name of names) {
  const script = `playground.part(${JSON.stringify(name)}, "${gzipSync(parts[name]).toString('base64')}");\n`;
  writeFileSync(join(folder, `${name}.js`), script);
  bytes += script.length;
}
const program = readFileSync(join(here, 'program.cpp'), 'utf8');
writeFileSync(join(folder, 'editor.js'), `playground.editor(${JSON.stringify({ parts: names, bytes, program })});\n`);
