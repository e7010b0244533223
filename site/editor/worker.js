// SPDX-License-Identifier: BSL-1.0
// Runs in a worker: compiles a C++ program against the library as one header, and runs what came of it.
//
//   in    { resources: Map of names and bytes, header }     once, at first
//         { program }
//   out   { ready }
//         { compiled: { diagnostics, seconds, succeeded } }
//         { ran: { output, seconds, failure } }
import { resources } from './resources.js';
import { runClang } from '@yowasp/clang';
import { ConsoleStdout, File, OpenFile, WASI } from '@bjorn3/browser_wasi_shim';

const flags = ['-std=c++20', '-O1', '-fno-exceptions', '-fno-rtti', '-msimd128', '-Wall', '-Wextra'];
let header = '';

async function compile(program) {
  const start = performance.now();
  const text = new TextDecoder();
  let diagnostics = '';
  const stderr = (bytes) => {
    if (bytes) diagnostics += text.decode(bytes, { stream: true });
  };
  const files = { 'program.cpp': program, include: { 'tapeless.hpp': header } };
  let binary = null;
  try {
    const made = await runClang(['clang++', ...flags, '-isystem', 'include', 'program.cpp', '-o', 'program.wasm'], files, {
      stderr,
    });
    binary = made['program.wasm'];
  } catch (failure) {
    if (failure.code === undefined) diagnostics += failure; // else clang has said why
  }
  postMessage({ compiled: { diagnostics, seconds: (performance.now() - start) / 1000, succeeded: binary !== null } });
  return binary;
}

async function run(binary) {
  const lines = [];
  const collected = () => ConsoleStdout.lineBuffered((line) => lines.push(line));
  const wasi = new WASI(['program'], [], [new OpenFile(new File([])), collected(), collected()]);
  const { instance } = await WebAssembly.instantiate(binary, { wasi_snapshot_preview1: wasi.wasiImport });
  const start = performance.now();
  let failure = '';
  try {
    const code = wasi.start(instance);
    if (code !== 0) failure = `exit code ${code}`;
  } catch (trap) {
    failure = trap.message;
  }
  postMessage({ ran: { output: lines.join('\n'), seconds: (performance.now() - start) / 1000, failure } });
}

onmessage = async ({ data }) => {
  if (data.resources) {
    for (const [name, bytes] of data.resources) resources.set(name, bytes);
    header = data.header;
    await runClang(null, {}, { fetchProgress: () => {} }); // unpacks and compiles the compiler
    postMessage({ ready: true });
  } else {
    const binary = await compile(data.program);
    if (binary !== null) await run(binary);
  }
};
