// What the files of dist/ look like: printable, one global for a script, internal names kept internal.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { transform } from "esbuild";
import { root } from "../../scripts/toolchain.mjs";
import { wasmText } from "../../scripts/wasm-text.mjs";
import { Count } from "../count.mjs";

const read = (...parts) => fs.readFileSync(path.join(root, ...parts), "utf8");
const sources = fs.readdirSync(path.join(root, "src/js"), { recursive: true }).filter((name) => name.endsWith(".ts") && !name.startsWith("cli"));
const dist = fs.readdirSync(path.join(root, "dist"));
const scripts = dist.filter((name) => /\.c?js$/.test(name) && name !== "cli.js");
const declarations = dist.filter((name) => /\.d\.c?ts$/.test(name));
const wasmFiles = dist.filter((name) => name.endsWith(".wasm"));
// Without files, a check of every file would pass.
for (const names of [sources, scripts, declarations, wasmFiles]) assert.notEqual(names.length, 0);

/** What src/js/runtime/wasm-text.ts exports. */
async function reader() {
  const { code } = await transform(read("src/js/runtime/wasm-text.ts"), { loader: "ts" });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

const cases = {
  "wasm as text: every byte comes back, and a string escapes at most `\\`": async () => {
    const { wasmBytes } = await reader();
    const bytes = [Uint8Array.from({ length: 256 }, (_, byte) => byte), ...wasmFiles.map((name) => new Uint8Array(fs.readFileSync(path.join(root, "dist", name))))];
    for (const one of bytes) {
      const text = wasmText(one);
      assert.match(text, /^[ !#-~]*$/);
      assert.deepEqual(wasmBytes(text), one);
    }
  },
  "no script has a character above 126: it reads the same in every charset": () => {
    for (const name of scripts) assert.doesNotMatch(read("dist", name), /[^\n\t -~]/, name);
  },
  "modules are readable: no line is longer than 210 characters": () => {
    const modules = scripts.filter((name) => !name.endsWith(".iife.js"));
    for (const name of modules) for (const line of read("dist", name).split("\n")) assert.ok(line.length <= 210, `${name}: ${line.slice(0, 60)}…`);
  },
  "a script adds one global": () => {
    const minified = scripts.filter((name) => name.endsWith(".iife.js"));
    assert.equal(minified.length, 2);
    for (const name of minified) {
      const context = vm.createContext({ EventTarget, Event, MessageEvent, TextEncoder, TextDecoder, WebAssembly });
      const before = Object.getOwnPropertyNames(vm.runInContext("globalThis", context));
      vm.runInContext(read("dist", name), context);
      const added = Object.getOwnPropertyNames(vm.runInContext("globalThis", context)).filter((one) => !before.includes(one));
      assert.deepEqual(added, ["EventSourceWasm"], name);
    }
  },
  "the script's map leads to lines of the module beside it": () => {
    const map = JSON.parse(read("dist", "eventsource-wasm.iife.js.map"));
    assert.equal(map.sources[0], "index.js");
    assert.ok(map.mappings.length > 10_000 && map.names.includes("EventSource"));
  },
  "no public name ends in `_`: the build shortens those that do": () => {
    for (const name of declarations) {
      const code = read("dist", name).replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");
      assert.doesNotMatch(code, /[A-Za-z0-9]_\b/, name);
    }
  },
  "an internal name is never a string, nor a global's: it is shortened where it is a member only": () => {
    for (const name of sources) {
      const code = read("src/js", name).replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");
      assert.doesNotMatch(code, /["'`][A-Za-z]\w*_["'`]/, name);
      assert.doesNotMatch(code, /\b(?:globalThis|self|window|process)\??\.\w*_\b/, name);
    }
  },
  "no internal name is left in a file": () => {
    const names = new Set(sources.flatMap((name) => [...read("src/js", name).matchAll(/(?<=\.)[A-Za-z]\w*_\b/g)].map(([one]) => one)));
    assert.ok(names.size > 0, "src/js has no internal names: nothing was compared");
    for (const file of scripts) for (const name of names) assert.doesNotMatch(read("dist", file), new RegExp(`\\.${name}\\b`), file);
  },
};

const count = new Count();
for (const [name, check] of Object.entries(cases)) await count.check(name, check);
count.close("packaging");
