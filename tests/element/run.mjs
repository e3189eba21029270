// `node tests/element/run.mjs [chromium|firefox|webkit]…`: `<event-source>` in each browser, by the cases of page.js; and the example
// page www/demos/element.html, which has no script of its own.
import { startDemo } from "../../www/server.mjs";
import { browsers } from "../../scripts/toolchain.mjs";
import { startBrowser } from "../behaviour/browsers.mjs";
import { within } from "../behaviour/harness.mjs";
import { Count } from "../count.mjs";
import { startServer } from "../server/server.mjs";

const LIMIT = 60_000;
/** The first element is parsed before its class is there, as in most pages. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>element</title>
<event-source id="parsed" src="/stream/parsed-RUN" events="tick" swap="append">waiting </event-source>
<script type="module" src="/tests/element/page.js"></script>`;

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ["chromium", "firefox", "webkit"];
const count = new Count();
const results = new Map();
const pages = Object.fromEntries(wanted.map((kind) => [`/element-${kind}`, { type: "text/html", text: PAGE.replace("RUN", kind) }]));
const server = await startServer({ pages, onResult: ({ run, ...result }) => results.get(run)(result) });
const demo = await startDemo({ port: 0 });

/** The page's results: one for each case. */
async function casesIn(kind, browser) {
  const done = new Promise((resolve) => results.set(kind, resolve));
  const script = [{ status: 200 }, { write: "event: tick\ndata: a\n\nevent: tick\ndata: b\n\n" }];
  await fetch(`${server.origin}/script?key=parsed-${kind}`, { method: "POST", body: JSON.stringify([script]) });
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.log(`  ${kind}: ${error.message ?? error}`));
  await page.goto(`${server.origin}/element-${kind}`);
  const { cases } = await within(done, LIMIT, `${kind}: the results`);
  for (const { name, error } of cases)
    await count.check(`${kind}: ${name}`, () => {
      if (error) throw new Error(error);
    });
  await page.close();
}

async function example(browser) {
  const page = await browser.newPage();
  await page.goto(`${demo.url}demos/element.html`);
  const look = () => page.evaluate(() => [...document.querySelectorAll(".shown")].map(({ textContent }) => textContent.trim()));
  for (const deadline = Date.now() + LIMIT / 3; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const [last, all] = await look();
    if (/^\{"time":"[^"]+"\}$/.test(last) && (all.match(/"time"/g) ?? []).length >= 2) break;
    if (Date.now() > deadline) throw new Error(`it shows ${JSON.stringify([last, all])}`);
  }
  await page.close();
}

for (const kind of wanted) {
  if (kind === "webkit" && !browsers.webkit()) {
    console.log("webkit is left out: no MiniBrowser of WebKitGTK, or no Xvfb, is here");
    continue;
  }
  const browser = await startBrowser(kind);
  try {
    await count.check(`${kind}: the cases`, () => casesIn(kind, browser));
    // MiniBrowser shows pages, and answers no questions.
    if (kind !== "webkit") await count.check(`${kind}: the example page shows the stream`, () => example(browser));
  } finally {
    await browser.close();
  }
}
await server.close();
await demo.close();
count.close("element");
