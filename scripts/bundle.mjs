// Bundles src/js into dist: readable modules for bundlers and runtimes, minified scripts for `<script>` and CDNs.
import fs from "node:fs";
import path from "node:path";
import { build, transform } from "esbuild";
import { minify } from "terser";
import { root } from "./toolchain.mjs";
import { wasmText } from "./wasm-text.mjs";

const at = (...parts) => path.join(root, ...parts);
/** The wasm files by build: that of the class, and that of the parser alone. */
export const WASM_FILES = { source: "eventsource-wasm.wasm", parser: "eventsource-parser.wasm" };

const COMMON = { bundle: true, target: "es2022", legalComments: "none", logLevel: "warning", absWorkingDir: root, write: false };
/** Limits lines to a screen's width, because Node prints the line that threw. Longer strings, such as the wasm's text, are broken. */
const READABLE = { lineLimit: 180 };
/** Members that end in `_` are internal, and get short names. tests/packaging/shape.test.mjs enforces the convention. */
const INTERNAL = /_$/;

const wasmAsText = {
  name: "wasm-as-text",
  setup: ({ onLoad }) => onLoad({ filter: /\.wasm$/ }, ({ path: file }) => ({ contents: `export default ${JSON.stringify(wasmText(fs.readFileSync(file)))}`, loader: "js" })),
};

/** Keeps a `.wasm` import as a separate file next to the bundle. */
const wasmStaysFile = {
  name: "wasm-stays-file",
  setup: ({ onResolve }) => onResolve({ filter: /index_bg\.wasm$/ }, (args) => ({ path: `./${WASM_FILES[path.basename(path.dirname(args.path))]}`, external: true })),
};

/** Imports another entry's bundle instead of including its code: the stream imports the parser; the polyfill, adapters and command import the class. */
const staysFile = (name, file) => ({
  name: "stays-file",
  setup: ({ onResolve }) => onResolve({ filter: new RegExp(`^(\\./|\\.\\./entries/)?${name}(\\.js)?$`) }, () => ({ path: file, external: true })),
});

/** Replaces a platform module by the entry's variant, if there is one: `platform.ts` by `platform.slim.ts`, for example. */
const platform = (variant) => ({
  name: "platform",
  setup: ({ onResolve }) =>
    onResolve({ filter: /platform\.js$/ }, ({ path: name, resolveDir }) => {
      const standard = path.resolve(resolveDir, name);
      if (path.dirname(standard) !== at("src/js/runtime")) return;
      const file = standard.replace(/js$/, `${variant}.ts`);
      return fs.existsSync(file) ? { path: file } : undefined;
    }),
});

const SHIMS = at("src/js/runtime/react-native");
/** React Native: its missing classes are put where modules name them, and of the shims only those that are used. */
const reactNative = {
  variant: "react-native",
  inject: [path.join(SHIMS, "globals.ts")],
  define: { "Symbol.asyncIterator": "asyncIteratorKey", "globalThis.ErrorEvent": "NoErrorEvent" },
};
/** The class and the parser have the same Rust. */
const rustStaysFile = { name: "rust-stays-file", setup: ({ onResolve }) => onResolve({ filter: /instantiate\.js$/ }, () => ({ path: "./rust.react-native.cjs", external: true })) };
const onlyUsedShims = {
  name: "only-used-shims",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\./ }, ({ path: name, resolveDir }) => {
      const file = path.resolve(resolveDir, name.replace(/js$/, "ts"));
      return path.dirname(file) === SHIMS ? { path: file, sideEffects: false } : undefined;
    }),
};

/** Minifies the output of wasm2js, even in readable bundles: nobody reads it, and it is half as large. */
const wasm2jsMinified = {
  name: "wasm2js-minified",
  setup: ({ onLoad }) => onLoad({ filter: /instantiate\.js$/ }, async ({ path: file }) => ({ contents: (await transform(fs.readFileSync(file, "utf8"), { minify: true, target: COMMON.target })).code })),
};

/** Returns a short name for each internal member. They are chosen for all modules at once, because bundles that import others must agree. */
async function internalNames() {
  const modules = fs.readdirSync(at("src/js"), { recursive: true }).filter((name) => /(?<!\.d)\.ts$/.test(name) && !name.startsWith("cli")).sort();
  const { mangleCache } = await build({ ...COMMON, minify: true, format: "esm", outdir: "dist", plugins: [wasmAsText], mangleProps: INTERNAL, entryPoints: modules.map((name) => `src/js/${name}`) });
  return mangleCache;
}

/** Moves the wasm's text to the end, with the comment that names it, so that readers of the file see code first. */
function textsLast(code) {
  const texts = [];
  const rest = code.replaceAll(/^\/\/ .*\.wasm\nvar \w+ = "(?:[^"\\]|\\[^])*";\n/gm, (text) => (texts.push(text), ""));
  return [rest, ...texts].join("");
}

/**
 * Makes a module's script for `<script>` and CDNs: minified by esbuild, then by terser in several passes. The source map leads to the readable
 * module next to it.
 */
async function script(module, outfile, { sourcemap }) {
  const options = { ...COMMON, minify: true, outfile: `dist/${outfile}` };
  const { metafile } = await build({ ...options, entryPoints: [`dist/${module}`], format: "esm", metafile: true });
  const names = Object.values(metafile.outputs)[0].exports.join(", ");
  const contents = `import { ${names} } from "./dist/${module}";\nglobalThis.EventSourceWasm = { ${names} };\n`;
  const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: root, sourcefile: "dist/script.js" }, format: "iife", sourcemap: sourcemap && "external", sourcesContent: false });
  const text = (extension) => outputFiles.find(({ path: name }) => name.endsWith(extension))?.text;
  const { code, map } = await minify(text(".js"), {
    ecma: 2020,
    compress: { passes: 3, pure_getters: true, unsafe_arrows: true, unsafe_methods: true, toplevel: true },
    mangle: { toplevel: true },
    format: { ascii_only: true, comments: false },
    sourceMap: sourcemap && { content: text(".map"), url: `${outfile}.map` },
  });
  fs.writeFileSync(at("dist", outfile), `${code}\n`);
  if (map) fs.writeFileSync(at("dist", `${outfile}.map`), map);
}

/** Returns how many bytes each module adds to an entry, minified. */
export async function moduleSizes(entry, variant) {
  const options = { ...COMMON, minify: true, format: "esm", mangleProps: INTERNAL, mangleCache: await internalNames(), metafile: true };
  const { metafile } = await build({ ...options, plugins: [platform(variant), wasmAsText], entryPoints: [`src/js/${entry}.ts`], outfile: "dist/_.js" });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.entries(inputs).map(([name, { bytesInOutput }]) => [name, bytesInOutput]).filter(([, bytes]) => bytes > 0);
}

/** The entries in src/js/adapters. */
export const ADAPTERS = ["fetch-event-source", "event-source-polyfill", "sse"];

export async function bundle() {
  fs.rmSync(at("dist"), { recursive: true, force: true });
  fs.mkdirSync(at("dist"));
  const mangleCache = await internalNames();
  const module = async (entry, outfile, { variant, plugins = [], ...options } = {}) => {
    const format = outfile.endsWith(".cjs") ? "cjs" : "esm";
    const all = [...(variant ? [platform(variant)] : []), ...plugins, wasmAsText];
    const { outputFiles } = await build({ ...COMMON, ...READABLE, format, mangleProps: INTERNAL, mangleCache, ...options, plugins: all, entryPoints: [`./src/js/${entry}`], outfile: `dist/${outfile}` });
    fs.writeFileSync(at("dist", outfile), textsLast(outputFiles[0].text));
  };
  // One format: Metro makes CommonJS of everything, and Jest takes nothing else.
  const forReactNative = (entry, ...plugins) => module(entry, `${path.basename(entry).replace(/\.react-native$|$/, ".react-native")}.cjs`, { ...reactNative, plugins: [onlyUsedShims, rustStaysFile, ...plugins] });
  const uponReactNative = staysFile("exports", "./index.react-native.cjs");
  const upon = (name, file) => ({ plugins: [staysFile(name, file)] });
  const slim = { variant: "slim" };
  const withoutWasm = { variant: "without-wasm", plugins: [wasm2jsMinified] };
  const url = { define: { "import.meta.url": "importMetaUrl" }, banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' } };
  const workerd = (variant) => ({ variant, plugins: [wasmStaysFile] });
  await Promise.all([
    module("entries/index", "index.js"),
    module("entries/index", "index.cjs"),
    module("entries/workerd", "workerd.js", workerd("workerd")),
    module("entries/polyfill", "polyfill.js", upon("exports", "./index.js")),
    module("entries/polyfill", "polyfill.cjs", upon("exports", "./index.cjs")),
    module("entries/polyfill", "polyfill.workerd.js", upon("exports", "./workerd.js")),
    module("entries/element", "element.js", upon("exports", "./index.js")),
    module("entries/element", "element.cjs", upon("exports", "./index.cjs")),
    module("entries/element", "element.workerd.js", upon("exports", "./workerd.js")),
    module("entries/shared", "shared.js", upon("exports", "./index.js")),
    module("entries/shared", "shared.cjs", upon("exports", "./index.cjs")),
    module("entries/shared.workerd", "shared.workerd.js", upon("exports", "./workerd.js")),
    module("entries/mercure", "mercure.js"),
    module("entries/mercure", "mercure.cjs"),
    module("entries/testing", "testing.js"),
    module("entries/testing", "testing.cjs"),
    ...ADAPTERS.flatMap((name) => [
      module(`adapters/${name}`, `${name}.js`, upon("exports", "./index.js")),
      module(`adapters/${name}`, `${name}.cjs`, upon("exports", "./index.cjs")),
      module(`adapters/${name}`, `${name}.workerd.js`, upon("exports", "./workerd.js")),
    ]),
    module("entries/js", "js.js", withoutWasm),
    module("entries/js", "js.cjs", withoutWasm),
    module("../../build/wasm/js/instantiate", "rust.react-native.cjs", { plugins: [wasm2jsMinified] }),
    forReactNative("entries/index.react-native"),
    forReactNative("entries/polyfill", uponReactNative),
    forReactNative("entries/mercure"),
    forReactNative("entries/parser"),
    forReactNative("parser/stream", staysFile("parser", "./parser.react-native.cjs")),
    ...ADAPTERS.map((name) => forReactNative(`adapters/${name}`, uponReactNative)),
    module("entries/slim", "slim.js", slim),
    module("entries/slim", "slim.cjs", { ...slim, ...url }),
    module("entries/slim.workerd", "slim.workerd.js", workerd("slim.workerd")),
    module("entries/parser", "parser.js"),
    module("entries/parser", "parser.cjs"),
    module("entries/parser.workerd", "parser.workerd.js", workerd("workerd")),
    module("parser/stream", "stream.js", upon("parser", "./parser.js")),
    module("parser/stream", "stream.cjs", upon("parser", "./parser.cjs")),
    module("parser/stream", "stream.workerd.js", upon("parser", "./parser.workerd.js")),
    module("cli/main", "cli.js", { platform: "node", charset: "utf8", ...upon("eventsource-wasm", "./index.js") }),
  ]);
  await script("index.js", "eventsource-wasm.iife.js", { sourcemap: true });
  // No source map: nobody would read the output of wasm2js.
  await script("js.js", "eventsource-wasm.js.iife.js", { sourcemap: false });
  fs.chmodSync(at("dist/cli.js"), 0o755);
  for (const [feature, name] of Object.entries(WASM_FILES)) fs.copyFileSync(at("build/wasm", feature, "index_bg.wasm"), at("dist", name));
}
