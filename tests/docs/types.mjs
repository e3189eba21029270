// Type-checks all examples, JavaScript as well: an option that is not there, or that is written wrong, would otherwise pass.
import fs from "node:fs";
import path from "node:path";
import { root, run } from "../../scripts/toolchain.mjs";
import { programOf } from "./project.mjs";

const DOM = { lib: ["es2023", "esnext.disposable", "dom", "dom.iterable"] };
const JS = { allowJs: true, checkJs: true, strict: false, maxNodeModuleJsDepth: 0 };
/** A service worker has other globals than a page. */
const GROUPS = { js: { ...DOM, ...JS }, ts: { ...DOM, strict: true }, worker: { lib: ["es2023", "webworker", "webworker.iterable"], ...JS } };
/** lib.webworker takes `self` for any worker's. */
const SELF = "const self = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));";
/** In JavaScript one need not say what `json()` and a Promise give. */
const NOT_MEANT = /TS(2571|18046|2810)|on type '(unknown|\{\})'/;

const groupOf = ({ mark, language }) => (mark.in.endsWith("-worker") ? "worker" : language);

/** By block: the compiler's complaints, with the line in the text. */
export async function typeErrors({ folder }, blocks) {
  const found = new Map();
  for (const [group, options] of Object.entries(GROUPS)) {
    const place = path.join(folder, `types-${group}`);
    fs.mkdirSync(place);
    const named = new Map();
    for (const block of blocks.filter((one) => one.language !== "html" && !one.mark.reason && groupOf(one) === group)) {
      const file = `${block.name.replace(/\W+/g, "-")}.${group === "ts" ? "ts" : "js"}`;
      named.set(file, block);
      // In front, so that the lines behind it can be counted back.
      fs.writeFileSync(path.join(place, file), `${group === "worker" ? SELF : ""}\n${programOf(block)}\nexport {};\n`);
    }
    if (named.size === 0) continue;
    fs.copyFileSync(path.join(import.meta.dirname, "ambient.d.ts"), path.join(place, "ambient.d.ts"));
    const compilerOptions = { target: "es2022", module: "esnext", moduleResolution: "bundler", types: [], skipLibCheck: true, noEmit: true, ...options };
    fs.writeFileSync(path.join(place, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts", "*.js"] }));
    const { code, output } = await run(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", place, "--pretty", "false"], { cwd: place, onLine: () => {} });
    const complaints = [...output.matchAll(/^([\w-]+\.\w+)\((\d+),\d+\): (.*)$/gm)];
    if (code !== 0 && complaints.length === 0) throw new Error(`tsc failed: ${output}`);
    for (const [, file, line, message] of complaints) {
      const block = named.get(file);
      if (!block) throw new Error(`tsc: ${file}:${line}: ${message}`);
      if (group !== "ts" && NOT_MEANT.test(message)) continue;
      found.set(block.name, `${found.get(block.name) ?? ""}${block.file}:${block.first + Number(line) - 2 - block.mark.given.length}: ${message}\n`);
    }
  }
  return found;
}
