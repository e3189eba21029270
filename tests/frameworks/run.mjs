// `npm run test:frameworks [-- --filter REGEX] [--all]`: the recipes of docs/frameworks*.md, as they stand there, with the real frameworks: built,
// rendered in Node, hydrated in Chromium, and watched by a server that counts connections. `--all` leaves out nothing that takes long.
import path from "node:path";
import { parseArgs } from "node:util";
import { startBrowser } from "../behaviour/browsers.mjs";
import { Count } from "../count.mjs";
import { APPS, SERVERS } from "./apps.mjs";
import { lifeOf } from "./life.mjs";
import { makeProject } from "./project.mjs";
import { documented } from "./recipes.mjs";
import { startServerApp } from "./server-app.mjs";
import { startViteApp } from "./vite-app.mjs";
import { visit } from "./visit.mjs";

const { values } = parseArgs({ options: { filter: { type: "string", default: "" }, all: { type: "boolean", default: false } } });
const wanted = new RegExp(values.filter);
const count = new Count();

/** Runs a life's steps until one fails, without which the next ones mean nothing. */
async function live(name, { server, ...app }, browser) {
  const { page, complaints } = await visit(browser);
  let hasFailed = false;
  for (const [step, run] of lifeOf(page, { server, ...app })) {
    if (hasFailed) break;
    await count.check(`${name}: ${step}`, () =>
      run().catch((error) => {
        hasFailed = true;
        const seen = server.requests.map(({ method, path, response, isClosed }) => `${method} ${path} ${response ? (isClosed ? "closed" : "open") : "refused"}`);
        throw new Error([error.message, ...complaints, ...seen].join("\n  "));
      }),
    );
  }
  await page.close();
  await count.check(`${name}: the page has complained of nothing`, () => {
    if (complaints.length > 0) throw new Error(complaints.join("\n  "));
  });
}

async function runApp(name, browser, start) {
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
  let app;
  await count.check(`${name}: it is built, and starts`, async () => (app = await start()));
  if (!app) return;
  const built = seconds();
  try {
    await live(name, app, browser);
  } finally {
    await app.close();
  }
  console.log(`  ${name}: ${seconds()} s, ${built} of them to build it`);
}

const browser = await startBrowser("chromium");
try {
  const names = Object.keys(APPS).filter((name) => wanted.test(name));
  if (names.length > 0) {
    const project = await makeProject("frameworks");
    try {
      for (const name of names) await runApp(name, browser, () => startViteApp(project, APPS[name]));
    } finally {
      project.close();
    }
  }
  for (const name of Object.keys(SERVERS).filter((name) => wanted.test(name))) {
    const { heavy } = SERVERS[name];
    if (heavy && !values.all) {
      console.log(`  ${name}: left out, since ${heavy}; \`npm run test:frameworks -- --all\` runs it`);
      continue;
    }
    const project = await makeProject(`frameworks-${name}`, path.join(import.meta.dirname, name));
    try {
      await runApp(name, browser, () => startServerApp(project, SERVERS[name]));
    } finally {
      project.close();
    }
  }
} finally {
  await browser.close();
}
await count.check("docs: every recipe is run", () => {
  const run = new Set(["shared", ...[...Object.values(APPS), ...Object.values(SERVERS)].map(({ framework }) => framework)]);
  const missing = documented.filter((framework) => !run.has(framework));
  if (missing.length > 0) throw new Error(`no application for ${missing.join(", ")}`);
});
count.close("frameworks");
// A source that was made while a page was rendered here would keep the process alive.
process.exit();
