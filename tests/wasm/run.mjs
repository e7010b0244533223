// SPDX-License-Identifier: BSL-1.0
// Runs a program for wasm32-wasi under Node: node run.mjs <program.wasm> <argument>... Its exit code is the program's.
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const wasi = new WASI({ version: 'preview1', args: process.argv.slice(2), returnOnExit: true });
const module = await WebAssembly.compile(readFileSync(process.argv[2]));
process.exitCode = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
