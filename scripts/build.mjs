// src → dist: wasm by cargo, wasm-bindgen and wasm-opt; bundles by esbuild; declarations by tsc.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { orExit } from "./setup.mjs";
import { PlainError, root, run, TARGET, wasmBindgen, wasmCargo } from "./toolchain.mjs";

const at = (...parts) => path.join(root, ...parts);
/** The wasm files: what the class needs, and the parser alone. Each is a feature of the crate. */
export const WASM_FILES = { source: "eventsource-wasm.wasm", parser: "eventsource-parser.wasm" };

/** What becomes of the crate: the wasm files, and the first of them once more, for JavaScript without wasm. `purpose` is cargo's. */
const BUILDS = {
  source: { feature: "source", purpose: "build" },
  parser: { feature: "parser", purpose: "build" },
  js: { feature: "source", purpose: "js" },
};

/** What every engine that we support has; nothing newer may slip in. */
const FEATURES = ["bulk-memory", "bulk-memory-opt", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext", "simd"];
/** What wasm2js has. Of the others there may be some in rustup's std. */
const JS_FEATURES = ["bulk-memory", "bulk-memory-opt", "mutable-globals"];
const STRIP = ["--strip-debug", "--strip-producers", "--strip-target-features"];
const enable = (features) => features.map((name) => `--enable-${name}`);

/** The glue that each purpose wants, and what wasm-opt has to take away. */
const FINISH = {
  build: { glue: ["--target", "web", "--omit-default-module-path"], lower: [] },
  // Glue that takes the exports as they come, and makes no instance.
  js: { glue: ["--target", "bundler"], lower: ["--signext-lowering", "--llvm-nontrapping-fptoint-lowering"] },
};

async function must(title, command, args, options = {}) {
  // Only the first build takes long; then cargo's lines show that it is alive.
  const { code, output } = await run(command, args, { ...options, onLine: (line) => /^ +(Compiling|Blocking)/.test(line) && console.log(line) });
  if (code !== 0) throw new PlainError(`${title} failed:\n${output}`);
}

/** Of all that a build is made of. */
function fingerprint(name) {
  const { feature, purpose } = BUILDS[name];
  const { command, args, env } = wasmCargo(purpose);
  const hash = createHash("sha256").update(JSON.stringify([feature, command, args, env.RUSTFLAGS, env.CARGO_PROFILE_RELEASE_STRIP, wasmBindgen(), FEATURES, JS_FEATURES, FINISH[purpose]]));
  const sources = fs.readdirSync(at("src"), { recursive: true }).filter((name) => name.endsWith(".rs")).sort();
  for (const name of ["Cargo.toml", "Cargo.lock", "package-lock.json", ...sources.map((name) => path.join("src", name))]) hash.update(name).update(fs.readFileSync(at(name)));
  return hash.digest("hex");
}

/** Where cargo's own file is kept, with the functions' names. */
const named = (name) => at("build/wasm/named", `${name}.wasm`);

/** What the package has of cargo's file: its glue and its wasm, `index_bg.wasm`. `names` leaves the names in. */
export async function finishWasm(name, folder, { names = false } = {}) {
  const wasm = path.join(folder, "index_bg.wasm");
  const { glue, lower } = FINISH[BUILDS[name].purpose];
  const keep = names ? [] : ["--remove-name-section", "--remove-producers-section"];
  await must("wasm-bindgen", wasmBindgen(), [named(name), ...glue, ...keep, "--out-dir", folder, "--out-name", "index"]);
  const strip = names ? ["-g"] : STRIP;
  await must("wasm-opt", process.execPath, [at("node_modules/binaryen/bin/wasm-opt"), wasm, "-o", wasm, "-Oz", ...lower, ...strip, ...enable(FEATURES)]);
  return wasm;
}

/** The wasm as a function that takes the imports and gives the exports; a module, as the glue is. */
async function toJs(folder) {
  const script = path.join(folder, "instantiate.js");
  const args = [at("node_modules/binaryen/bin/wasm2js"), path.join(folder, "index_bg.wasm"), "-o", script, "--emscripten", "-Oz", ...STRIP, ...enable(JS_FEATURES)];
  await must("wasm2js", process.execPath, args);
  fs.appendFileSync(script, "export { instantiate };\n");
}

async function buildWasm(name) {
  const { feature, purpose } = BUILDS[name];
  const folder = at("build/wasm", name);
  const stamp = path.join(folder, ".of");
  const print = fingerprint(name);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === print) return;
  const { command, args, env } = wasmCargo(purpose);
  await must(`cargo build for wasm (${name})`, command, ["rustc", "--release", "--lib", "--crate-type", "cdylib", "--locked", "--features", feature, ...args], { env });
  fs.mkdirSync(path.dirname(named(name)), { recursive: true });
  fs.copyFileSync(path.join(env.CARGO_TARGET_DIR, TARGET, "release/eventsource_wasm.wasm"), named(name));
  fs.rmSync(folder, { recursive: true, force: true });
  await finishWasm(name, folder);
  if (purpose === "js") await toJs(folder);
  fs.writeFileSync(stamp, print);
}

/** A `.wasm` as a text with a code unit per byte: esbuild writes it in ASCII, by escapes that brotli makes nothing of. */
const wasmAsText = {
  name: "wasm-as-text",
  setup: ({ onLoad }) => onLoad({ filter: /\.wasm$/ }, ({ path: file }) => ({ contents: `export default ${JSON.stringify(fs.readFileSync(file, "latin1"))}`, loader: "js" })),
};

/** A `.wasm` as the file that lies beside the bundle. */
const wasmStaysFile = {
  name: "wasm-stays-file",
  setup: ({ onResolve }) => onResolve({ filter: /index_bg\.wasm$/ }, (args) => ({ path: `./${WASM_FILES[path.basename(path.dirname(args.path))]}`, external: true })),
};

/** What an entry builds upon is another one's bundle: the stream upon the parser's, the polyfill and the command upon the class's. */
const staysFile = (name, file) => ({
  name: "stays-file",
  setup: ({ onResolve }) => onResolve({ filter: new RegExp(`^(\\./)?${name}(\\.js)?$`) }, () => ({ path: file, external: true })),
});

/** The few bytes of src/wasm/ascii.wat. */
async function assemble() {
  const args = [at("node_modules/binaryen/bin/wasm-as"), at("src/wasm/ascii.wat"), "-o", at("build/wasm/ascii.wasm"), "--enable-gc", "--enable-reference-types"];
  await must("wasm-as", process.execPath, args);
}

async function bundle() {
  const { build } = await import(pathToFileURL(at("node_modules/esbuild/lib/main.js")).href);
  const common = { bundle: true, minify: true, target: "es2022", sourcemap: true, legalComments: "none", logLevel: "warning", absWorkingDir: root };
  const make = (entry, outfile, options) => build({ ...common, plugins: [wasmAsText], ...options, entryPoints: [`src/js/${entry}.ts`], outfile: `dist/${outfile}` });
  const cjs = { format: "cjs", define: { "import.meta.url": "importMetaUrl" }, banner: { js: 'const importMetaUrl=require("node:url").pathToFileURL(__filename).href;' } };
  const workerd = { format: "esm", plugins: [wasmStaysFile, wasmAsText] };
  const iife = { format: "iife", globalName: "EventSourceWasm", footer: { js: "globalThis.EventSourceWasm=EventSourceWasm;" } };
  // Nobody would read what wasm2js wrote.
  const noMap = { sourcemap: false };
  await Promise.all([
    make("entries/index", "index.js", { format: "esm" }),
    make("entries/index", "index.cjs", { format: "cjs" }),
    make("entries/index", "eventsource-wasm.iife.js", iife),
    make("entries/workerd", "workerd.js", workerd),
    make("entries/polyfill", "polyfill.js", { format: "esm", plugins: [staysFile("exports", "./index.js")] }),
    make("entries/polyfill", "polyfill.cjs", { format: "cjs", plugins: [staysFile("exports", "./index.cjs")] }),
    make("entries/polyfill", "polyfill.workerd.js", { format: "esm", plugins: [staysFile("exports", "./workerd.js")] }),
    make("entries/js", "js.js", { ...noMap, format: "esm" }),
    make("entries/js", "js.cjs", { ...noMap, format: "cjs" }),
    make("entries/js", "eventsource-wasm.js.iife.js", { ...noMap, ...iife }),
    make("entries/slim", "slim.js", { format: "esm" }),
    make("entries/slim", "slim.cjs", cjs),
    make("entries/slim.workerd", "slim.workerd.js", workerd),
    make("entries/parser", "parser.js", { format: "esm" }),
    make("entries/parser", "parser.cjs", { format: "cjs" }),
    make("entries/parser.workerd", "parser.workerd.js", workerd),
    make("parser/stream", "stream.js", { format: "esm", plugins: [staysFile("parser", "./parser.js")] }),
    make("parser/stream", "stream.cjs", { format: "cjs", plugins: [staysFile("parser", "./parser.cjs")] }),
    make("parser/stream", "stream.workerd.js", { format: "esm", plugins: [staysFile("parser", "./parser.workerd.js")] }),
    // Nobody downloads it with a page: whoever runs it may as well be able to read it.
    make("cli/main", "cli.js", { format: "esm", platform: "node", plugins: [staysFile("eventsource-wasm", "./index.js")], minify: false, sourcemap: false, charset: "utf8" }),
  ]);
  fs.chmodSync(at("dist/cli.js"), 0o755);
  for (const [feature, name] of Object.entries(WASM_FILES)) fs.copyFileSync(at("build/wasm", feature, "index_bg.wasm"), at("dist", name));
}

const CLASS = ["runtime/ambient", "failure/error-event", "failure/failure", "driver/fetch-like", "options/init", "event-source", "events"];

/** The entries' declarations: which modules they are made of, and whose exports stay exported. */
const DECLARATIONS = {
  index: { parts: CLASS, entries: ["entries/exports"] },
  js: { parts: CLASS, entries: ["entries/exports"] },
  slim: { parts: [...CLASS, "runtime/slim"], entries: ["entries/exports", "runtime/slim"] },
  polyfill: { parts: ["entries/polyfill"], entries: ["entries/polyfill"] },
  parser: { parts: ["parser/parse-error", "parser/parser"], entries: ["parser/parse-error", "parser/parser"] },
  stream: { parts: ["parser/parse-error", "parser/parser", "parser/stream"], entries: ["parser/stream"] },
};

const SCRIPT = 'declare global {\n  var EventSourceWasm: typeof import("./index.js");\n}\nexport {};\n';
/** Of what is no module of ours: the wasm is what a bundler makes of it (a URL, bytes, a module), which `init` takes; the script, its global. */
const FILES = {
  "wasm.d.ts": "declare const wasm: any;\nexport default wasm;\n",
  "wasm.d.cts": "declare const wasm: any;\nexport = wasm;\n",
  "eventsource-wasm.iife.d.ts": SCRIPT,
  "eventsource-wasm.js.iife.d.ts": SCRIPT,
};

/** For projects whose `lib` has no `Symbol.dispose`. */
const DISPOSABLE = '/// <reference lib="esnext.disposable" />\n';

/** One self-contained file of declarations for each entry, so that `import` and `require` see the same without a second tree. */
async function declarations() {
  fs.rmSync(at("build/types"), { recursive: true, force: true });
  await must("tsc", process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"]);
  const read = (name) => fs.readFileSync(at(`build/types/${name}.d.ts`), "utf8");
  for (const [entry, { parts, entries }] of Object.entries(DECLARATIONS)) {
    const exported = new Set(entries.flatMap((name) => [
      ...[...read(name).matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names]) => names.split(",").map((one) => one.trim())),
      ...[...read(name).matchAll(/^export (?:declare )?(?:interface|class|type|function|const) (\w+)/gm)].map(([, one]) => one),
    ]));
    const text = parts.map(read).join("\n")
      .replaceAll(/^import .*\n/gm, "").replaceAll(/^export (type )?\{[^}]*\}.*\n/gm, "").replaceAll(/^\/\/# source.*\n?/gm, "")
      .replaceAll(/^export (declare )?(interface|class|type|function|const) (\w+)/gm, (all, declare = "", kind, name) =>
        `${exported.has(name) ? "export " : ""}${/class|function|const/.test(kind) ? "declare " : declare}${kind} ${name}`);
    for (const extension of ["d.ts", "d.cts"]) fs.writeFileSync(at("dist", `${entry}.${extension}`), `${/Symbol\.dispose/.test(text) ? DISPOSABLE : ""}${text.trimEnd()}\nexport {};\n`);
  }
  for (const [name, text] of Object.entries(FILES)) fs.writeFileSync(at("dist", name), text);
}

/** Brotli at its best, as a server would send it. */
export const brotliSize = (file) => brotliCompressSync(fs.readFileSync(file)).length;

export async function build() {
  const began = Date.now();
  fs.mkdirSync(at("dist"), { recursive: true });
  for (const name of Object.keys(BUILDS)) await buildWasm(name);
  await assemble();
  await bundle();
  await declarations();
  const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(9);
  for (const name of ["eventsource-wasm.wasm", "index.js", "slim.js", "js.js", "eventsource-parser.wasm", "parser.js", "stream.js"])
    console.log(`  dist/${name.padEnd(26)} ${kb(fs.statSync(at("dist", name)).size)}  brotli ${kb(brotliSize(at("dist", name)))}`);
  console.log(`build: done, ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await orExit(build);
