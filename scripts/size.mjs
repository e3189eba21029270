// `npm run size`: what each kilobyte buys, into src/SIZE.md. The functions are those of the package's own wasm files, which are
// built once more with their names; a share of the compressed bytes is its share of the bytes before.
import fs from "node:fs";
import path from "node:path";
import { build, finishWasm } from "./build.mjs";
import { moduleSizes, WASM_FILES } from "./bundle.mjs";
import { functions } from "./functions.mjs";
import { orExit } from "./setup.mjs";
import { code, DOWNLOADS, downloads, downloadsTable, fileSizes, kb } from "./sizes.mjs";
import { root } from "./toolchain.mjs";

/** Who a function belongs to, by its name: the first that matches. */
const OWNERS = [
  ["`src/event_stream/scan.rs`: lines, fields, what is carried over", /event_stream|^scan$/],
  ["`src/connection`: what to do about each input, delays, deadlines", /connection::|^(input|create)$/],
  ["offsets in UTF-16", /^widen$/],
];
const REST = "addresses, arithmetic of floats, what wasm-bindgen adds";

/** What a room of src/js is for: a kilobyte that none of these explains should go. The first that matches a module's path. */
const ROOMS = [
  [/^src\/js\/event-source/, "the class: WebIDL's attributes, constants and handlers, enumerable and checked as browsers have them"],
  [/^src\/js\/events/, "`events()`: the iterator, its back pressure, how it ends"],
  [/^src\/js\/driver\//, "the request: headers and body anew for each attempt, redirects that must not leak secrets, the body's chunks and an excerpt for errors, timers, offline, the page cache"],
  [/^src\/js\/delivery\//, "strings out of wasm memory, events out of strings, in order though a listener may close or reopen; the iterator's queue"],
  [/^src\/js\/failure\//, "errors that explain: the reason, the circumstances, and a sentence that says what to do"],
  [/^src\/js\/options\//, "options checked where they are given; the reconnect policy"],
  [/^src\/js\/runtime\//, "finds the wasm, starts it once, and says what to do where it is forbidden; what runtimes do differently"],
  [/^src\/js\/entries\//, "what the entry exports"],
  [/\.wasm$/, "a second, tiny wasm file that reads short ASCII texts by the engine's string builtins"],
  [/^build\/wasm\//, "wasm-bindgen's glue: the functions that cross the border"],
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

/** The slim entry by room, then by module. */
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

Written by \`npm run size\`: what an app downloads when esbuild bundles and minifies the import, compressed at the highest levels.

${downloadsTable(sizes)}

\`npm test -- size\` fails above these budgets, and if one of \`EventSource\` and \`events\` alone is not smaller than both:

${table(["import", "gzip", "brotli"], budgets)}

## How the wasm is inlined

The default entry is the slim one with its wasm file as printable ASCII. A byte is one character, or a space or \`!\` and a character; those
that wasm uses most are one. Measured on 0.1.0's wasm file (25,340 bytes), as what the text adds to the slim entry:

| | gzip | brotli |
| --- | --- | --- |
| base64 | 14,896 | 12,680 |
| one code unit a byte, in UTF-8 | 13,486 | 11,194 |
| the same, escaped in ASCII (0.1.0) | 12,778 | 10,650 |
| **printable ASCII with two prefixes** | **11,305** | **9,554** |
| the same, by a table in order of frequency, the table not counted | 11,102 | 9,480 |
| the file itself, beside the script | 10,660 | 9,294 |

No charset can spoil the text, and reading it takes about 40 ns a byte the first time, 1 ms for that file in Node 20.

${wasm.join("\n")}
The panics have no messages (\`immediate-abort\`), and there is no executor and no closure. std's allocator would add 8 KB.
\`opt-level = 3\` gives a smaller file after brotli than \`"s"\` and \`"z"\`.

${await javascriptPart(sizes["eventsource-wasm/slim"])}
## The package

${table(["file", "bytes", "gzip"], packed())}

Modules are shipped readable: bundlers minify by themselves, and Node shows the line that threw. They need no source maps, which were most
of the tarball: they are the sources without types and comments. The two scripts for \`<script>\` and CDNs are minified by esbuild, then terser.
The map of the first leads to \`dist/index.js\`, which lies beside it, so that it holds no copy of the code; the second, mostly the work of
wasm2js, has none. \`tests/packaging/pack.test.mjs\` holds the tarball to its budget.
`;
  fs.writeFileSync(path.join(root, "src/SIZE.md"), text);
  console.log(text);
});
