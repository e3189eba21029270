// src → dist: wasm by cargo, wasm-bindgen and wasm-opt; bundles by esbuild; declarations by tsc.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { orExit } from "./setup.mjs";
import { PlainError, root, run, TARGET, wasmBindgen, wasmCargo } from "./toolchain.mjs";

const at = (...parts) => path.join(root, ...parts);
const WASM = at("build/wasm/eventsource_wasm_bg.wasm");

/** What every engine that we support has; nothing newer may slip in. */
const FEATURES = ["bulk-memory", "bulk-memory-opt", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];

async function must(title, command, args, options = {}) {
  // Only the first build takes long; then cargo's lines show that it is alive.
  const { code, output } = await run(command, args, { ...options, onLine: (line) => /^ +(Compiling|Blocking)/.test(line) && console.log(line) });
  if (code !== 0) throw new PlainError(`${title} failed:\n${output}`);
}

async function buildWasm() {
  const { command, args, env } = wasmCargo("build");
  await must("cargo build for wasm", command, ["build", "--release", "--lib", "--locked", ...args], { env });
  const raw = path.join(env.CARGO_TARGET_DIR, TARGET, "release/eventsource_wasm.wasm");
  const stamp = at("build/wasm/.of");
  const bytes = fs.readFileSync(raw);
  if (fs.existsSync(WASM) && fs.existsSync(stamp) && fs.readFileSync(stamp).equals(bytes)) return;
  fs.rmSync(at("build/wasm"), { recursive: true, force: true });
  await must("wasm-bindgen", wasmBindgen(), [
    raw, "--target", "web", "--omit-default-module-path", "--remove-name-section", "--remove-producers-section",
    "--out-dir", at("build/wasm"), "--out-name", "eventsource_wasm",
  ]);
  await must("wasm-opt", process.execPath, [
    at("node_modules/binaryen/bin/wasm-opt"), WASM, "-o", WASM, "-Oz", "--strip-debug", "--strip-producers", ...FEATURES.map((name) => `--enable-${name}`),
  ]);
  fs.writeFileSync(stamp, bytes);
}

async function bundle() {
  const { build } = await import(pathToFileURL(at("node_modules/esbuild/lib/main.js")).href);
  const common = {
    bundle: true, minify: true, target: "es2022", sourcemap: true, legalComments: "none", logLevel: "warning",
    loader: { ".wasm": "base64" }, absWorkingDir: root,
  };
  const entry = ["src/js/index.ts"];
  await build({ ...common, entryPoints: entry, format: "esm", outfile: "dist/index.js" });
  await build({ ...common, entryPoints: entry, format: "cjs", outfile: "dist/index.cjs" });
  await build({ ...common, entryPoints: entry, format: "iife", globalName: "EventSourceWasm", footer: { js: "globalThis.EventSourceWasm=EventSourceWasm;" }, outfile: "dist/eventsource-wasm.iife.js" });
  const wasmStaysFile = {
    name: "wasm-stays-file",
    setup: ({ onResolve }) => onResolve({ filter: /\.wasm$/ }, () => ({ path: "./eventsource-wasm.wasm", external: true })),
  };
  await build({ ...common, entryPoints: ["src/js/workerd.ts"], format: "esm", outfile: "dist/workerd.js", plugins: [wasmStaysFile] });
  fs.copyFileSync(WASM, at("dist/eventsource-wasm.wasm"));
}

/** One self-contained file of declarations, so that `import` and `require` see the same without a second tree. */
async function declarations() {
  fs.rmSync(at("build/types"), { recursive: true, force: true });
  await must("tsc", process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"]);
  const parts = ["failure", "init", "event-source"].map((name) => fs.readFileSync(at(`build/types/${name}.d.ts`), "utf8").replaceAll(/^import .*\n/gm, "").replaceAll(/^\/\/# source.*\n?/gm, ""));
  const exported = fs.readFileSync(at("build/types/exports.d.ts"), "utf8").match(/export .*/g).flatMap((line) => /\{(.*)\}/.exec(line)[1].split(",").map((name) => name.trim()));
  // Only what the entry exports stays exported.
  const text = parts.join("\n").replaceAll(/^export (declare )?(interface|class|type|function|const) (\w+)/gm, (all, declare = "", kind, name) =>
    `${exported.includes(name) ? "export " : ""}${kind === "class" ? "declare " : declare}${kind} ${name}`);
  for (const name of ["index.d.ts", "index.d.cts"]) fs.writeFileSync(at("dist", name), `${text.trimEnd()}\nexport {};\n`);
}

/** Brotli at its best, as a server would send it. */
export const brotliSize = (file) => brotliCompressSync(fs.readFileSync(file)).length;

export async function build() {
  const began = Date.now();
  fs.mkdirSync(at("dist"), { recursive: true });
  await buildWasm();
  await bundle();
  await declarations();
  const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(9);
  for (const name of ["eventsource-wasm.wasm", "index.js", "index.cjs", "eventsource-wasm.iife.js", "workerd.js"])
    console.log(`  dist/${name.padEnd(26)} ${kb(fs.statSync(at("dist", name)).size)}  brotli ${kb(brotliSize(at("dist", name)))}`);
  console.log(`build: done, ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await orExit(build);
