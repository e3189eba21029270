// `npm run size`: what each kilobyte buys, into src/SIZE.md. The functions are those of the package's own wasm files, which
// are built once more with their names; a share of the brotli bytes is its share of the bytes before.
import fs from "node:fs";
import path from "node:path";
import { brotliSize, build, finishWasm, WASM_FILES } from "./build.mjs";
import { functions } from "./functions.mjs";
import { orExit } from "./setup.mjs";
import { root } from "./toolchain.mjs";

/** Who a function belongs to, by its name: the first that matches. */
const OWNERS = [
  ["the allocator (talc)", /talc|__rust_(alloc|realloc|dealloc)|__rdl_/],
  ["Rust's own: UTF-8, growing vectors, copying", /^<?(core|alloc|std)\[|^mem(cpy|cmp|move|set)$/],
  ["`src/event_stream`: lines, fields, the batch", /event_stream|memchr/],
  ["what JavaScript calls (`src/wasm`), with what is inlined there: most of `src/connection` and the loop over lines", /wasm::|connection::|^(source|parser)_|^room|__wbg_(source|parser)/],
];
const REST = "what wasm-bindgen adds";
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

async function part(feature) {
  const sums = new Map([...OWNERS.map(([owner]) => [owner, 0]), [REST, 0]]);
  for (const [name, bytes] of functions(await finishWasm(feature, path.join(root, "build/named", feature), { names: true }))) {
    const [owner] = OWNERS.find(([, pattern]) => pattern.test(name)) ?? [REST];
    sums.set(owner, sums.get(owner) + bytes);
  }
  const file = path.join(root, "dist", WASM_FILES[feature]);
  const [whole, brotli] = [fs.statSync(file).size, brotliSize(file)];
  const code = [...sums.values()].reduce((a, b) => a + b);
  const rows = [...sums, ["tables, types, exports, data", whole - code]];
  return `## ${WASM_FILES[feature]}: ${kb(whole)}, ${kb(brotli)} in brotli\n\n| | bytes | about, in brotli |\n| --- | --- | --- |\n${rows.map(([owner, bytes]) => `| ${owner} | ${bytes} | ${kb((bytes / whole) * brotli)} |`).join("\n")}\n`;
}

/** Bytes of the slim entry by module, minified. */
async function modules() {
  const { build } = await import("esbuild");
  const { metafile } = await build({ entryPoints: ["src/js/entries/slim.ts"], absWorkingDir: root, bundle: true, minify: true, format: "esm", target: "es2022", write: false, metafile: true, outdir: "dist", loader: { ".wasm": "binary" } });
  const [{ inputs }] = Object.values(metafile.outputs);
  const rows = Object.entries(inputs).map(([name, { bytesInOutput }]) => [name, bytesInOutput]).filter(([, bytes]) => bytes > 0).sort((a, b) => b[1] - a[1]);
  return `## The JavaScript of \`dist/slim.js\`\n\n| module | bytes |\n| --- | --- |\n${rows.map(([name, bytes]) => `| \`${name}\` | ${bytes} |`).join("\n")}\n`;
}

await orExit(async () => {
  await build();
  const entries = ["index", "js", "slim", "parser", "stream", "workerd"].map((name) => [name, path.join(root, `dist/${name}.js`)]);
  const text = `# What each kilobyte buys

Written by \`npm run size\`. \`npm test\` holds the budgets: the default entry 21 KB, \`js\` 22 KB, the slim entry's wasm 10 KB, in brotli.

| entry, bundled and minified | bytes | brotli |
| --- | --- | --- |
${entries.map(([name, file]) => `| \`dist/${name}.js\` | ${kb(fs.statSync(file).size)} | ${kb(brotliSize(file))} |`).join("\n")}

The default entry is the slim one and its wasm file as a text. A code unit per byte, escaped in ASCII: brotli makes of it what it makes
of the file, where base64 takes a fifth more.

${(await Promise.all(Object.keys(WASM_FILES).map(part))).join("\n")}
${await modules()}
The panics have no messages (\`immediate-abort\`), there is no executor and no closure, std's allocator would be 8 KB more.
\`opt-level = 3\` gives a smaller file after brotli than \`"s"\` and \`"z"\`.
`;
  fs.writeFileSync(path.join(root, "src/SIZE.md"), text);
  console.log(text);
});
