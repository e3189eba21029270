// Builds dist from src: wasm by cargo, wasm-bindgen and wasm-opt; bundles by esbuild; declarations by tsc.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { orExit } from "./setup.mjs";
import { PlainError, root, run, TARGET, wasmBindgen, wasmCargo } from "./toolchain.mjs";

const at = (...parts) => path.join(root, ...parts);
/** The builds of src/bindings: the two wasm files, and the first one again for JavaScript without wasm. `purpose` is that of `wasmCargo`. */
const BUILDS = {
  source: { features: ["connection"], purpose: "build" },
  parser: { features: [], purpose: "build" },
  js: { features: ["connection"], purpose: "js" },
};

/** The wasm features of all supported engines: no newer one may slip in. */
const FEATURES = ["bulk-memory", "bulk-memory-opt", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext", "simd"];
/** The features of wasm2js. rustup's std may use others, too. */
const JS_FEATURES = ["bulk-memory", "bulk-memory-opt", "mutable-globals"];
const STRIP = ["--strip-debug", "--strip-producers", "--strip-target-features"];
const enable = (features) => features.map((name) => `--enable-${name}`);

/** The kind of glue that only re-exports, and makes no instance: that of `web` is four times as large. */
const GLUE = ["--target", "bundler"];
/** The options of wasm-opt for each purpose. */
const OPTIMIZE = {
  build: ["-Oz"],
  js: ["-Oz", "--signext-lowering", "--llvm-nontrapping-fptoint-lowering"],
};

async function must(title, command, args, options = {}) {
  // The first build takes long, so cargo's lines show its progress.
  const { code, output } = await run(command, args, { ...options, onLine: (line) => /^ +(Compiling|Blocking)/.test(line) && console.log(line) });
  if (code !== 0) throw new PlainError(`${title} failed:\n${output}`);
}

/** Returns a hash of everything that a build depends on. */
function fingerprint(name) {
  const { features, purpose } = BUILDS[name];
  const { command, args, env } = wasmCargo(purpose);
  const hash = createHash("sha256").update(JSON.stringify([features, command, args, env.RUSTFLAGS, env.CARGO_PROFILE_RELEASE_STRIP, wasmBindgen(), FEATURES, JS_FEATURES, GLUE, OPTIMIZE[purpose]]));
  const sources = fs.readdirSync(at("src"), { recursive: true }).filter((name) => name.endsWith(".rs")).sort();
  for (const name of ["Cargo.toml", "Cargo.lock", "package-lock.json", "src/bindings/Cargo.toml", ...sources.map((name) => path.join("src", name))]) hash.update(name).update(fs.readFileSync(at(name)));
  return hash.digest("hex");
}

/** Returns the path of cargo's own file, which still has the functions' names. */
const named = (name) => at("build/wasm/named", `${name}.wasm`);

/** Turns cargo's file into the package's glue and wasm (`index_bg.wasm`). `names` keeps the functions' names. */
export async function finishWasm(name, folder, { names = false } = {}) {
  const wasm = path.join(folder, "index_bg.wasm");
  const keep = names ? [] : ["--remove-name-section", "--remove-producers-section"];
  await must("wasm-bindgen", wasmBindgen(), [named(name), ...GLUE, ...keep, "--out-dir", folder, "--out-name", "index"]);
  // Remove two globals that wasm-bindgen exports for glue that we do not use.
  const module = new WebAssembly.Module(fs.readFileSync(wasm));
  const kept = WebAssembly.Module.exports(module).filter(({ kind }) => kind !== "global").map(({ name }) => name);
  const graph = `${wasm}.json`;
  fs.writeFileSync(graph, JSON.stringify([{ name: "JavaScript", root: true, reaches: kept }, ...kept.map((name) => ({ name, export: name }))]));
  await must("wasm-metadce", process.execPath, [at("node_modules/binaryen/bin/wasm-metadce"), wasm, "-f", graph, "-o", wasm, "-g", ...enable(FEATURES)]);
  fs.rmSync(graph);
  const strip = names ? ["-g"] : STRIP;
  await must("wasm-opt", process.execPath, [at("node_modules/binaryen/bin/wasm-opt"), wasm, "-o", wasm, ...OPTIMIZE[BUILDS[name].purpose], ...strip, ...enable(FEATURES)]);
  return wasm;
}

/** Turns the wasm into a module with a function that takes the imports and returns the exports. */
async function toJs(folder) {
  const script = path.join(folder, "instantiate.js");
  const args = [at("node_modules/binaryen/bin/wasm2js"), path.join(folder, "index_bg.wasm"), "-o", script, "--emscripten", "-Oz", ...STRIP, ...enable(JS_FEATURES)];
  await must("wasm2js", process.execPath, args);
  fs.appendFileSync(script, "export { instantiate };\n");
}

async function buildWasm(name) {
  const { features, purpose } = BUILDS[name];
  const folder = at("build/wasm", name);
  const stamp = path.join(folder, ".of");
  const print = fingerprint(name);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === print) return;
  const { command, args, env } = wasmCargo(purpose);
  await must(`cargo build for wasm (${name})`, command, ["build", "--release", "--package", "bindings", "--locked", "--features", features.join(), ...args], { env });
  fs.mkdirSync(path.dirname(named(name)), { recursive: true });
  fs.copyFileSync(path.join(env.CARGO_TARGET_DIR, TARGET, "release/bindings.wasm"), named(name));
  fs.rmSync(folder, { recursive: true, force: true });
  await finishWasm(name, folder);
  if (purpose === "js") await toJs(folder);
  fs.writeFileSync(stamp, print);
}

/** Assembles src/js/runtime/ascii.wat. */
async function assemble() {
  const args = [at("node_modules/binaryen/bin/wasm-as"), at("src/js/runtime/ascii.wat"), "-o", at("build/wasm/ascii.wasm"), "--enable-gc", "--enable-reference-types"];
  await must("wasm-as", process.execPath, args);
}

const CLASS = ["runtime/ambient", "failure/error-event", "failure/failure", "driver/fetch-like", "options/init", "event-source", "events"];

/**
 * The entries' declarations: which modules they are made of, whose exports stay exported, which entry's exports they have besides, and
 * what they import of the class's entry.
 */
const DECLARATIONS = {
  index: { parts: CLASS, entries: ["entries/exports"] },
  js: { parts: [], entries: [], upon: "index" },
  slim: { parts: ["runtime/ambient", "runtime/slim"], entries: ["runtime/slim"], upon: "index" },
  polyfill: { parts: ["entries/polyfill"], entries: ["entries/polyfill"] },
  element: { parts: ["entries/element"], entries: ["entries/element"] },
  shared: { parts: ["entries/shared"], entries: ["entries/shared"] },
  mercure: { parts: ["entries/mercure"], entries: ["entries/mercure"] },
  testing: { parts: ["testing/api", "entries/testing"], entries: ["testing/api", "entries/testing"] },
  "fetch-event-source": { parts: ["adapters/fetch-event-source"], entries: ["adapters/fetch-event-source"] },
  "event-source-polyfill": { parts: ["adapters/event-source-polyfill"], entries: ["adapters/event-source-polyfill"], imports: "{ EventSource as Core }" },
  sse: { parts: ["adapters/listeners", "adapters/sse"], entries: ["adapters/sse"] },
  parser: { parts: ["parser/parse-error", "parser/parser"], entries: ["parser/parse-error", "parser/parser"] },
  stream: { parts: ["parser/parse-error", "parser/parser", "parser/stream"], entries: ["parser/stream"] },
};

const SCRIPT = 'declare global {\n  var EventSourceWasm: typeof import("./index.js");\n}\nexport {};\n';
/** Declarations for files that are not modules of ours: the wasm is whatever a bundler makes of it, and `init` accepts; the script has its global. */
const FILES = {
  "wasm.d.ts": "declare const wasm: any;\nexport default wasm;\n",
  "wasm.d.cts": "declare const wasm: any;\nexport = wasm;\n",
  "eventsource-wasm.iife.d.ts": SCRIPT,
  "eventsource-wasm.js.iife.d.ts": SCRIPT,
};

/** For projects whose `lib` has neither `Symbol.dispose` nor `Symbol.asyncDispose`. */
const DISPOSABLE = '/// <reference lib="esnext.disposable" />\n';

/** Declares classes as classes: their modules export them as constants, so that bundlers can drop them. */
const withClasses = (text) =>
  [...text.matchAll(/^(?:\/\*\*.*\*\/\n)?export declare const (\w+): typeof (\w+);\n/gm)].reduce(
    (all, [constant, name, inner]) =>
      all.replace(constant, "").replace(new RegExp(`(?:/\\*\\*[^\n]*\\*/\n)?export type ${name}\\b[^\n]*\n`), "")
        .replaceAll(new RegExp(`^(declare class|interface) ${inner}\\b`, "gm"), `export $1 ${name}`).replaceAll(new RegExp(`\\b${inner}\\b`, "g"), name),
    text,
  );

/** Writes one file of declarations for each entry, once for `import` and once for `require`. */
async function declarations() {
  fs.rmSync(at("build/types"), { recursive: true, force: true });
  await must("tsc", process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"]);
  const read = (name) => withClasses(fs.readFileSync(at(`build/types/${name}.d.ts`), "utf8"));
  for (const [entry, { parts, entries, upon, imports }] of Object.entries(DECLARATIONS)) {
    const exported = new Set(entries.flatMap((name) => [
      ...[...read(name).matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names]) => names.split(",").map((one) => one.trim())),
      ...[...read(name).matchAll(/^export (?:declare )?(?:interface|class|type|function|const) (\w+)/gm)].map(([, one]) => one),
    ]));
    const text = parts.map(read).join("\n")
      .replaceAll(/^import .*\n/gm, "").replaceAll(/^export (type )?\{[^}]*\}.*\n/gm, "").replaceAll(/^\/\/# source.*\n?/gm, "")
      .replaceAll(/^export (declare )?(interface|class|type|function|const) (\w+)/gm, (all, declare = "", kind, name) =>
        `${exported.has(name) ? "export " : ""}${/class|function|const/.test(kind) ? "declare " : declare}${kind} ${name}`);
    const reference = /Symbol\.(d|asyncD)ispose/.test(text) ? DISPOSABLE : "";
    for (const [extension, script] of [["d.ts", "js"], ["d.cts", "cjs"]]) {
      const others = upon ? `export * from "./${upon}.${script}";\n` : imports ? `import ${imports} from "./index.${script}";\n` : "";
      const own = text.trim().replaceAll(/import\("(\.|\.\.\/entries)\/exports\.js"\)/g, `import("./index.${script}")`);
      fs.writeFileSync(at("dist", `${entry}.${extension}`), `${reference}${others}${own}\nexport {};\n`);
    }
  }
  for (const [name, text] of Object.entries(FILES)) fs.writeFileSync(at("dist", name), text);
}

export async function build() {
  const began = Date.now();
  for (const name of Object.keys(BUILDS)) await buildWasm(name);
  await assemble();
  // Only now: a fresh clone has no node_modules as this file is read.
  const [{ bundle }, { downloads, kb }] = await Promise.all([import("./bundle.mjs"), import("./sizes.mjs")]);
  await bundle();
  await declarations();
  for (const [name, { bytes, gzip, brotli }] of Object.entries(await downloads()))
    console.log(`  ${name.padEnd(24)} ${kb(bytes).padStart(8)}  gzip ${kb(gzip).padStart(8)}  brotli ${kb(brotli).padStart(8)}`);
  console.log(`build: done, ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await orExit(build);
