// `node tests/site/run.mjs [chromium|firefox]… [--write]`: the static site of `npm run build:site` on a plain host, in browsers.
// `--write` makes the pictures of docs/images.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildSite } from "../../scripts/site.mjs";
import { startBrowser } from "../behaviour/browsers.mjs";
import { Count } from "../count.mjs";
import { startHost } from "./host.mjs";
import { streams } from "./streams.mjs";

const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const kinds = named.length > 0 ? named : ["chromium", "firefox"];
const count = new Count();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "site-"));
await buildSite(folder);
const host = await startHost(folder);
try {
  for (const kind of kinds) {
    const browser = await startBrowser(kind);
    try {
      await streams(count, kind, browser, host.url);
    } finally {
      await browser.close();
    }
  }
} finally {
  await host.close();
  fs.rmSync(folder, { recursive: true });
}
count.close("site");
