// `node tests/adapters/run.mjs [--filter REGEX] [--write]`: each adapter beside the package whose name it bears. Both do the same calls, in a page of
// Chromium, to a server that plays the same scripts; what they said and what they requested is compared. What differs stands in differences.json,
// with both outputs and the reason; `--write` puts today's outputs there, for the names that it has.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { build } from "esbuild";
import { root } from "../../scripts/toolchain.mjs";
import { startBrowser } from "../behaviour/browsers.mjs";
import { Count } from "../count.mjs";
import { startServer } from "../server/server.mjs";
import { npmPackages } from "../servers/installed.mjs";

const here = import.meta.dirname;
/** Longer than all cases of an adapter may take. */
const LIMIT = 120_000;
const ORIGINALS = { "fetch-event-source": "@microsoft/fetch-event-source", "event-source-polyfill": "event-source-polyfill", sse: "sse.js" };

const { values } = parseArgs({ options: { filter: { type: "string", default: "" }, write: { type: "boolean" } } });
const LIST = path.join(here, "differences.json");
const DIFFERENCES = JSON.parse(fs.readFileSync(LIST, "utf8"));

/** The page's script: the cases, with one of both packages. */
async function bundle(adapter, from) {
  const contents = `import * as module from ${JSON.stringify(from)};
import { cases } from "./cases/${adapter}.js";
import { runAll } from "./page.js";
globalThis.came = runAll(module, cases, new RegExp(${JSON.stringify(values.filter)}));`;
  const { outputFiles } = await build({ stdin: { contents, resolveDir: here }, bundle: true, write: false, format: "iife", target: "es2022", logLevel: "warning" });
  return outputFiles[0].text;
}

await npmPackages("adapters", here);
const pages = {};
for (const [adapter, original] of Object.entries(ORIGINALS))
  for (const [side, from] of [["original", original], ["adapter", path.join(root, "dist", `${adapter}.js`)]]) {
    pages[`/${adapter}/${side}.js`] = { type: "text/javascript", text: await bundle(adapter, from) };
    pages[`/${adapter}/${side}`] = { type: "text/html", text: `<!doctype html><meta charset="utf-8"><title>${side}</title><body><script src="/${adapter}/${side}.js"></script>` };
  }

const server = await startServer({ pages });
const browser = await startBrowser("chromium");
const count = new Count();

/** What each case said and requested, by its name. */
async function play(adapter, side) {
  const page = await browser.newPage();
  try {
    await page.goto(`${server.origin}/${adapter}/${side}`);
    page.setDefaultTimeout(LIMIT);
    return await page.evaluate(() => globalThis.came);
  } finally {
    await page.close();
  }
}

try {
  for (const adapter of Object.keys(ORIGINALS)) {
    const [original, ours] = await Promise.all(["original", "adapter"].map((side) => play(adapter, side)));
    const differences = DIFFERENCES[adapter];
    if (values.write) for (const name of Object.keys(differences).filter((name) => name in ours)) Object.assign(differences[name], { original: original[name], here: ours[name] });
    for (const name of Object.keys(ours)) {
      const listed = differences[name];
      await count.check(`${adapter}: ${name}`, () => {
        if (!listed) return assert.deepEqual(ours[name], original[name]);
        if (isDeepStrictEqual(ours[name], original[name])) throw new Error("it is listed as different, but no longer is");
        assert.deepEqual({ original: original[name], here: ours[name] }, { original: listed.original, here: listed.here });
      });
    }
    if (!values.filter)
      await count.check(`${adapter}: every listed difference is a case's, and has a reason`, () => {
        for (const [name, { why }] of Object.entries(differences)) assert.ok(name in ours && why, name);
      });
  }
} finally {
  await browser.close();
  await server.close();
}
if (values.write) fs.writeFileSync(LIST, `${JSON.stringify(DIFFERENCES, null, 1)}\n`);
count.close("adapters");
