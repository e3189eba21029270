// `npm run test:examples [-- node vite …] [--all]`: the projects of examples/ as they stand, with the packed package and the demo's feed.
// `--all` takes those, too, whose builds take a minute.
import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { startBrowser } from "../behaviour/browsers.mjs";
import { Count } from "../count.mjs";
import { makeTarball } from "../packaging/project.mjs";
import { startDemo } from "../../www/server.mjs";
import { EXAMPLES } from "./examples.mjs";

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { all: { type: "boolean", default: false } } });
const unknown = positionals.filter((name) => !(name in EXAMPLES));
assert.deepEqual(unknown, [], `there are only ${Object.keys(EXAMPLES).join(", ")}`);

const count = new Count();
const feed = await startDemo({ port: 0 });
const browser = await startBrowser("chromium");
const { tarball, remove } = makeTarball();
try {
  for (const [name, { heavy, run }] of Object.entries(EXAMPLES)) {
    if (positionals.length > 0 ? !positionals.includes(name) : heavy && !options.all) {
      if (positionals.length === 0) console.log(`${name}: left out, since ${heavy}; \`npm run test:examples -- ${name}\` runs it`);
      continue;
    }
    const began = Date.now();
    await count.check(name, () => run({ tarball, browser, stream: `${feed.url}api/feed` }));
    console.log(`${name}: ${Math.round((Date.now() - began) / 1000)} s`);
  }
} finally {
  remove();
  await browser.close();
  await feed.close();
}
count.close("examples");
