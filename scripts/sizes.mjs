// Measures the size of the package for users: as a bundler includes what an app imports, and as a server sends it.
import fs from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { root } from "./toolchain.mjs";

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

/** Returns `{ bytes, gzip, brotli }`, compressed at the highest levels. */
export const sizesOf = (content) => ({ bytes: content.length, gzip: gzipSync(content, { level: 9 }).length, brotli: brotliCompressSync(content, BROTLI).length });

export const fileSizes = (name) => sizesOf(fs.readFileSync(path.join(root, "dist", name)));

/** Bundles and minifies an app's module that has nothing but the imports, with esbuild. */
export async function bundledSize(entry, { imports } = {}) {
  const names = imports ? `{ ${imports.join(", ")} }` : "*";
  const contents = `export ${names} from "./dist/${entry}";`;
  const { outputFiles } = await build({ stdin: { contents, resolveDir: root }, absWorkingDir: root, bundle: true, minify: true, format: "esm", target: "es2022", write: false, logLevel: "warning" });
  return sizesOf(outputFiles[0].contents);
}

export const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

const whole = (entry) => () => bundledSize(`${entry}.js`);
/** In one file, as Metro makes it. */
const forReactNative = async () => {
  const { outputFiles } = await build({ entryPoints: ["dist/index.react-native.cjs"], absWorkingDir: root, bundle: true, minify: true, format: "cjs", target: "es2022", write: false, logLevel: "warning" });
  return sizesOf(outputFiles[0].contents);
};
/** Bundles an entry without the class, which an app already has. */
const upon = (entry) => async () => {
  const { outputFiles } = await build({ entryPoints: [`dist/${entry}.js`], absWorkingDir: root, bundle: true, minify: true, format: "esm", target: "es2022", external: ["./index.js"], write: false, logLevel: "warning" });
  return sizesOf(outputFiles[0].contents);
};
const alone = (name) => () => bundledSize("index.js", { imports: [name] });

/**
 * The downloads of an app, for the build's output, src/SIZE.md and the README. `budget` is the limit of `npm test`, in KB after gzip and
 * brotli; `std` is added to it if std cannot be built, too, as it is for the published package.
 */
export const DOWNLOADS = {
  "eventsource-wasm": { size: whole("index"), budget: [15.3, 13.6], std: 5, what: "everything in one file" },
  "only `EventSource` of it": { size: alone("EventSource"), budget: [14.6, 12.9], std: 5, what: "what a bundler keeps" },
  "only `events` of it": { size: alone("events"), budget: [13.8, 12.3], std: 5, what: "what a bundler keeps" },
  "eventsource-wasm/element": { size: upon("element"), budget: [1.3, 1.1], std: 0, what: "`<event-source>`, on top of the class" },
  "eventsource-wasm/shared": { size: upon("shared"), budget: [6.9, 6.3], std: 0, what: "one connection for all tabs, on top of the class" },
  "eventsource-wasm/mercure": { size: upon("mercure"), budget: [0.9, 0.75], std: 0, what: "a Mercure hub's URL, on top of the class" },
  "eventsource-wasm/testing": { size: whole("testing"), budget: [4.6, 4.1], std: 0, what: "the server for tests, by itself" },
  "eventsource-wasm/js": { size: whole("js"), budget: [16.2, 14.5], std: 3, what: "the Rust as JavaScript, for where wasm is not allowed" },
  "eventsource-wasm for React Native": { size: forReactNative, budget: [20.5, 18.4], std: 3, what: "without wasm, with the classes that are missing there" },
  "eventsource-wasm/slim": { size: whole("slim"), budget: [12.5, 11.2], std: 0, what: "without the wasm" },
  "eventsource-wasm/wasm": { size: () => fileSizes("eventsource-wasm.wasm"), budget: [3.1, 2.9], std: 4, what: "the wasm for `/slim`" },
  "eventsource-wasm/parser": { size: whole("parser"), budget: [5.2, 4.7], std: 4, what: "the parser alone, in one file" },
  "eventsource-wasm/stream": { size: whole("stream"), budget: [5.3, 4.8], std: 4, what: "the parser as a `TransformStream`" },
  "eventsource-wasm/fetch-event-source": { size: upon("fetch-event-source"), budget: [1.7, 1.5], std: 0, what: "on top of `eventsource-wasm`" },
  "eventsource-wasm/event-source-polyfill": { size: upon("event-source-polyfill"), budget: [1.7, 1.5], std: 0, what: "on top of `eventsource-wasm`" },
  "eventsource-wasm/sse": { size: upon("sse"), budget: [1.7, 1.5], std: 0, what: "on top of `eventsource-wasm`" },
};

/** Returns the sizes of each download, by name. */
export async function downloads() {
  const sizes = {};
  for (const [name, { size }] of Object.entries(DOWNLOADS)) sizes[name] = await size();
  return sizes;
}

/** Returns a download's name as Markdown. */
export const code = (name) => (name.includes("`") ? name : name.replace(/^\S+/, "`$&`"));

/** Returns the table as Markdown. */
export const downloadsTable = (sizes) =>
  ["| import | gzip | brotli | |", "| --- | --- | --- | --- |", ...Object.entries(sizes).map(([name, { gzip, brotli }]) => `| ${code(name)} | ${kb(gzip)} | ${kb(brotli)} | ${DOWNLOADS[name].what} |`)].join("\n");
