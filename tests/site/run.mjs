// `node tests/site/run.mjs [chromium|firefox]… [--write]`: the static site of `npm run build:site` on a plain host, in browsers.
// `--write` makes the pictures of docs/images.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { makeApi } from "../../scripts/api-docs.mjs";
import { buildSite } from "../../scripts/site.mjs";
import { startBrowser } from "../behaviour/browsers.mjs";
import { Count } from "../count.mjs";
import { accessible } from "./axe.mjs";
import { cases as connectionCases } from "./connection-mode.mjs";
import { docs, docsInBrowser, narrow } from "./docs.mjs";
import { startHost } from "./host.mjs";
import { connectionMode, streamMode } from "./playground.mjs";
import { shownCode } from "./shown-code.mjs";
import { takePictures } from "./pictures.mjs";
import { cases as raceCases, race } from "./race.mjs";
import { checkSizes } from "./sizes.mjs";
import { cases as streamCases } from "./stream-mode.mjs";
import { cases as stormCases, storm } from "./storm.mjs";
import { streams } from "./streams.mjs";
import { wall } from "./wall.mjs";
import { cases as wallCases } from "./wall-endpoint.mjs";

const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const kinds = named.length > 0 ? named : ["chromium", "firefox"];
const count = new Count();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "site-"));
makeApi();
await buildSite(folder);
for (const { name, run } of [...streamCases, ...connectionCases, ...raceCases, ...wallCases, ...stormCases]) await count.check(name, () => run(assert));
await docs(count, folder);
await count.check("the budget", () => checkSizes(folder));
const host = await startHost(folder);
/** Both browsers at a time, and most pages of each: most of it is waiting. */
async function inBrowser(kind) {
  const browser = await startBrowser(kind);
  try {
    const where = [count, kind, browser, host.url];
    await Promise.all([...streams(...where), streamMode(...where), race(...where), docsInBrowser(...where)]);
    await connectionMode(...where);
    await wall(...where);
    await storm(...where);
    if (kind !== "chromium") return;
    await count.check("the shown code runs", () => shownCode(browser));
    await narrow(...where);
    await accessible(count, browser, host.url, folder);
    if (process.argv.includes("--write")) await takePictures(browser, host.url);
  } finally {
    await browser.close();
  }
}

try {
  await Promise.all(kinds.map(inBrowser));
} finally {
  await host.close();
  fs.rmSync(folder, { recursive: true });
}
count.close("site");
