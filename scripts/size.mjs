// `npm run size`: writes what each kilobyte buys to src/SIZE.md. The functions are those of the package's own wasm files, built again with their
// names. A function's share of the compressed bytes is assumed to be its share of the uncompressed ones.
import fs from "node:fs";
import path from "node:path";
import { build, finishWasm } from "./build.mjs";
import { moduleSizes, WASM_FILES } from "./bundle.mjs";
import { functions } from "./functions.mjs";
import { orExit } from "./setup.mjs";
import { code, DOWNLOADS, downloads, downloadsTable, fileSizes, kb } from "./sizes.mjs";
import { root } from "./toolchain.mjs";

/** The part that a function belongs to: the first whose pattern matches its name. */
const OWNERS = [
  ["`src/event_stream/scan.rs`: lines, fields, the state between chunks", /event_stream|^scan$/],
  ["`src/connection`: what to do about each input, delays, deadlines", /connection::|^(input|create)$/],
  ["offsets in UTF-16", /^widen$/],
];
const REST = "addresses, float arithmetic, wasm-bindgen's additions";

/** The purpose of each part of src/js: the first whose pattern matches a module's path. A kilobyte that none of these explains should go. */
const ROOMS = [
  [/^src\/js\/event-source/, "the class: WebIDL's attributes, constants and handlers, enumerable and checked as in browsers"],
  [/^src\/js\/events/, "`events()`: the iterator, backpressure, the end"],
  [/^src\/js\/driver\//, "the request: fresh headers and body for each attempt, redirects without leaking secrets, the body's chunks and an excerpt for errors, timers, offline, the page cache"],
  [/^src\/js\/delivery\//, "makes strings from wasm memory and events from strings, in order even if a listener closes or reopens the source; the iterator's queue"],
  [/^src\/js\/failure\//, "error events: the reason, the details, and a sentence that says what to do"],
  [/^src\/js\/options\//, "checks options in the constructor; the reconnect policy"],
  [/^src\/js\/runtime\//, "finds the wasm, starts it once, and says what to do if it is blocked; differences between runtimes"],
  [/^src\/js\/entries\//, "what the entry exports"],
  [/\.wasm$/, "a second, tiny wasm file that reads short ASCII texts with the engine's string builtins"],
  [/^build\/wasm\//, "wasm-bindgen's glue: the functions between wasm and JavaScript"],
];

const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const bySize = (rows) => rows.sort((a, b) => b[1] - a[1]);

async function wasmPart(feature) {
  const sums = new Map([...OWNERS.map(([owner]) => [owner, 0]), [REST, 0]]);
  for (const [name, bytes] of functions(await finishWasm(feature, path.join(root, "build/named", feature), { names: true }))) {
    const [owner] = OWNERS.find(([, pattern]) => pattern.test(name)) ?? [REST];
    sums.set(owner, sums.get(owner) + bytes);
  }
  const { bytes: whole, gzip, brotli } = fileSizes(WASM_FILES[feature]);
  const code = [...sums.values()].reduce((a, b) => a + b);
  const rows = [...sums, ["tables, types, exports, data", whole - code]].map(([owner, bytes]) => [owner, bytes, kb((bytes / whole) * gzip), kb((bytes / whole) * brotli)]);
  return `## ${WASM_FILES[feature]}: ${kb(whole)}, gzip ${kb(gzip)}, brotli ${kb(brotli)}\n\n${table(["", "bytes", "gzip, about", "brotli, about"], rows)}\n`;
}

/** Returns the sizes of the slim entry, by part and by module. */
async function javascriptPart({ bytes: whole, brotli }) {
  const modules = bySize(await moduleSizes("entries/slim", "slim"));
  const rooms = new Map(ROOMS.map(([, what]) => [what, { bytes: 0, names: [] }]));
  for (const [name, bytes] of modules) {
    const room = ROOMS.find(([pattern]) => pattern.test(name));
    if (!room) throw new Error(`${name} is in no room of scripts/size.mjs: what does it buy?`);
    const sum = rooms.get(room[1]);
    sum.bytes += bytes;
    sum.names.push(name);
  }
  const title = ([name, ...others]) => `\`${others.length > 0 ? path.dirname(name) : name}\``;
  const rows = bySize([...rooms].filter(([, { bytes }]) => bytes > 0).map(([what, { bytes, names }]) => [title(names), bytes, kb((bytes / whole) * brotli), what]));
  return `## The JavaScript of \`/slim\`\n\n${table(["room", "bytes", "brotli, about", "what it buys"], rows)}\n\n${table(["module", "bytes"], modules.map(([name, bytes]) => [`\`${name}\``, bytes]))}\n`;
}

const packed = () => ["index.js", "index.cjs", "js.js", "slim.js", "parser.js", "eventsource-wasm.iife.js", "eventsource-wasm.iife.js.map"].map((name) => {
  const { bytes, gzip } = fileSizes(name);
  return [`\`dist/${name}\``, kb(bytes), kb(gzip)];
});

await orExit(async () => {
  await build();
  const sizes = await downloads();
  const budgets = Object.entries(DOWNLOADS).map(([name, { budget: [gzip, brotli] }]) => [code(name), `${gzip} KB`, `${brotli} KB`]);
  const wasm = [];
  for (const feature of Object.keys(WASM_FILES)) wasm.push(await wasmPart(feature));
  const text = `# What each kilobyte buys

\`npm run size\` writes this page. It shows what an app downloads for each import, bundled and minified by esbuild and compressed at the highest levels.

${downloadsTable(sizes)}

\`npm test -- size\` fails if an import exceeds its budget, or if \`EventSource\` or \`events\` alone is not smaller than both together:

${table(["import", "gzip", "brotli"], budgets)}

## How the wasm is inlined

The default entry is the slim entry plus the wasm file, encoded as printable ASCII. Bytes that are frequent in wasm become one character; others become a space or
\`!\` and a character. The table shows how much each encoding adds to the slim entry, for 0.1.0's wasm file (25,340 bytes):

| | gzip | brotli |
| --- | --- | --- |
| base64 | 14,896 | 12,680 |
| one code unit a byte, in UTF-8 | 13,486 | 11,194 |
| the same, escaped in ASCII (0.1.0) | 12,778 | 10,650 |
| **printable ASCII with two prefixes** | **11,305** | **9,554** |
| the same, by a table in order of frequency, the table not counted | 11,102 | 9,480 |
| the file itself, beside the script | 10,660 | 9,294 |

The text survives any charset. To decode it takes about 40 ns per byte the first time, or 1 ms for this file in Node 20.

${wasm.join("\n")}
Panics have no messages (\`immediate-abort\`), and the code has no executor and no closures. std's allocator would add 8 KB.
\`opt-level = 3\` gives a smaller file after brotli than \`"s"\` and \`"z"\`.

${await javascriptPart(sizes["eventsource-wasm/slim"])}
## The package

${table(["file", "bytes", "gzip"], packed())}

The modules are readable: bundlers minify them anyway, and Node shows the line that threw. They are the sources without types and comments, so they need no source
maps, which used to be most of the tarball.

The two scripts for \`<script>\` and CDNs are minified by esbuild, then by terser. The first script's map refers to \`dist/index.js\` in the same folder instead of
containing a copy of the code. The second script, mostly written by wasm2js, has no map. \`tests/packaging/pack.test.mjs\` checks the tarball's budget.
`;
  fs.writeFileSync(path.join(root, "src/SIZE.md"), text);
  console.log(text);
});
