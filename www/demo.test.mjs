// The demo as a visitor sees it, in Chromium and Firefox: `node www/demo.test.mjs [chromium|firefox]`.
// DEMO_SCREENSHOTS=folder keeps pictures of the page.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { spawnServer, withBrowser } from "./server/visit.mjs";

const PATIENCE_MS = 20_000;
// A first connection gets 120 ticks of history: only what comes after them shows a live stream.
const MORE_THAN_HISTORY = 130;
const screenshots = process.env.DEMO_SCREENSHOTS;
const browsers = process.argv.length > 2 ? process.argv.slice(2) : ["chromium", "firefox"];
let passed = 0;
let failed = 0;

async function check(name, body) {
  try {
    await body();
    passed++;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${error.message}`);
  }
}

/** Asks the page again and again until `probe` gives something true; says what it saw last if it never does. */
async function until(page, what, probe, ...args) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await page.evaluate(probe, ...args);
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${PATIENCE_MS} ms. ${await look(page)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const look = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".card")].map((card) => `${card.id}: ${card.querySelector(".state").innerText.replace(/\s+/g, " ")}`).join(" | "));

const count = (page, panel, name) =>
  page.evaluate((id, key) => Number(document.querySelector(`#${id} [data-count="${key}"]`).textContent.replaceAll(",", "")), panel, name);

const growsBy = (page, panel, name, from, more) =>
  until(page, `#${panel} ${name} grows by ${more}`, (id, key, least) =>
    Number(document.querySelector(`#${id} [data-count="${key}"]`).textContent.replaceAll(",", "")) >= least, panel, name, from + more);

const stateIs = (page, panel, state) =>
  until(page, `#${panel} is ${state}`, (id, wanted) => document.querySelector(`#${id} .state`).dataset.state === wanted, panel, state);

const pings = (page) => page.evaluate(() => document.querySelector("#mdn ul").lastElementChild?.textContent);

async function nothingLost(page, panel) {
  for (const name of ["lost", "doubled"]) {
    const wrong = await count(page, panel, name);
    if (wrong !== 0) throw new Error(`#${panel}: ${wrong} events ${name}`);
  }
}

/** The page came back, and told the server the very ID after which it had lost the connection. */
async function resumed(page, before) {
  await growsBy(page, "feed", "reconnects", before.reconnects, 1);
  const { brokeAfter, resumedAfter } = await page.evaluate(() => ({ ...document.querySelector("#feed").dataset }));
  if (!brokeAfter || brokeAfter !== resumedAfter) throw new Error(`broke after "${brokeAfter}", resumed after "${resumedAfter}"`);
  await growsBy(page, "feed", "events", await count(page, "feed", "events"), 8);
  await nothingLost(page, "feed");
}

async function visit(name, page, server) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${server.url}demos/`, { waitUntil: "domcontentloaded" });

  await check(`${name}: the feed streams with its token`, async () => {
    await growsBy(page, "feed", "events", 0, MORE_THAN_HISTORY);
    await stateIs(page, "feed", "OPEN");
    await nothingLost(page, "feed");
  });
  await check(`${name}: the POST streams token by token, and closes at [DONE]`, async () => {
    await page.click("#chat button");
    await growsBy(page, "chat", "tokens", 0, 5);
    await stateIs(page, "chat", "OPEN");
    await until(page, "the end of the answer", () => document.querySelector("#chat .answer").textContent.endsWith("this one does not."));
    await stateIs(page, "chat", "CLOSED");
    const text = await page.evaluate(() => document.querySelector("#chat .answer").textContent);
    if (!text.includes("café, 東京, 🦀")) throw new Error(`the text is damaged: ${text}`);
  });
  await check(`${name}: a classic service worker feeds the page`, async () => {
    await growsBy(page, "worker", "events", 0, MORE_THAN_HISTORY);
    await nothingLost(page, "worker");
  });
  await check(`${name}: the simple demo runs unchanged on our class`, async () => {
    await until(page, "a ping and a plain message", () => /ping at \d{4}-.*message: a plain message/s.test(document.querySelector("#mdn ul").textContent));
    await stateIs(page, "mdn", "OPEN");
    const native = await page.evaluate(() => /\[native code\]/.test(String(EventSource)));
    if (native) throw new Error("the global EventSource is the browser's own");
  });
  await photograph(page, name);

  await check(`${name}: after a cut it reconnects with Last-Event-ID, nothing lost or doubled`, async () => {
    const before = { reconnects: await count(page, "feed", "reconnects"), worker: await count(page, "worker", "events") };
    await page.click('[data-do="cut"]');
    await resumed(page, before);
    await growsBy(page, "worker", "events", before.worker, 12);
    await nothingLost(page, "worker");
  });
  await check(`${name}: the server is killed: the page says so; started again: it goes on after the right ID`, async () => {
    const before = { reconnects: await count(page, "feed", "reconnects"), worker: await count(page, "worker", "events") };
    await server.kill();
    await stateIs(page, "feed", "CONNECTING");
    // The second failure is a refused connection, so the server really was away.
    await until(page, "a refused attempt", () =>
      [...document.querySelectorAll("#feed .story li")].slice(0, 2).every((row) => row.textContent.includes("Broke after")));
    if (screenshots) await page.screenshot({ path: join(screenshots, `${name}-server-down.png`), fullPage: true });
    const lastPing = await pings(page);
    await server.start();
    await resumed(page, before);
    await growsBy(page, "worker", "events", before.worker, 20);
    await nothingLost(page, "worker");
    await stateIs(page, "mdn", "OPEN");
    await until(page, "a new ping", (old) => document.querySelector("#mdn ul").lastElementChild.textContent !== old, lastPing);
  });
  await check(`${name}: without the token it is refused with a sentence, and with it it goes on`, async () => {
    const reconnects = await count(page, "feed", "reconnects");
    await page.click('[data-do="token"]');
    await stateIs(page, "feed", "CLOSED");
    await until(page, "a message about the 401", () => document.querySelector("#feed [data-field=message]").textContent.includes("401"));
    await page.click('[data-do="token"]');
    await growsBy(page, "feed", "reconnects", reconnects, 1);
    await stateIs(page, "feed", "OPEN");
    await nothingLost(page, "feed");
  });
  await check(`${name}: a module service worker feeds the page, or the browser has none and the page says so`, async () => {
    await page.click('#worker input[value="module"]');
    const chosen = () => document.querySelector("#worker").dataset.kind === "module";
    await until(page, "the switch", chosen);
    const refused = await until(page, "events or a refusal", (least) => {
      const panel = document.querySelector("#worker");
      if (panel.dataset.unsupported) return panel.querySelector("[data-field=message]").textContent;
      return Number(panel.querySelector('[data-count="events"]').textContent) >= least && panel.querySelector(".state").dataset.state === "OPEN";
    }, MORE_THAN_HISTORY);
    if (refused === true) return nothingLost(page, "worker");
    if (name === "chromium" || !refused.includes("module service worker")) throw new Error(refused);
  });
  await check(`${name}: the close button of the simple demo closes, for good`, async () => {
    await page.click("#mdn button");
    await stateIs(page, "mdn", "CLOSED");
    const last = await pings(page);
    await growsBy(page, "feed", "events", await count(page, "feed", "events"), 10);
    if ((await pings(page)) !== last) throw new Error("a ping came after close()");
  });
  await check(`${name}: no script error, and no list that grows`, async () => {
    if (complaints.length > 0) throw new Error(complaints.join("; "));
    const longest = await page.evaluate(() => Math.max(...[...document.querySelectorAll(".rows")].map((list) => list.childElementCount)));
    if (longest > 6) throw new Error(`a list of ${longest} rows`);
  });
}

/** A page and ten frames share one connection; what has it is closed, twice. */
async function share(name, page, server) {
  await check(`${name}: eleven members, one connection; who has it is closed, and nothing is lost`, async () => {
    await page.goto(`${server.url}demos/shared.html`);
    await page.click("#more");
    const members = (least) =>
      until(page, `${least} members, one connection`, (most) => {
        const all = [document, ...[...document.querySelectorAll("iframe")].map(({ contentDocument }) => contentDocument)].map(({ body }) => body?.dataset ?? {});
        const live = all.filter(({ events }) => Number(events) > 8);
        return live.length >= most && document.querySelector("#connections").textContent === "1 connection" && live.every(({ lost, doubled, missed }) => `${lost}${doubled}${missed}` === "000");
      }, least);
    await members(11);
    await page.click("#close");
    const before = await page.evaluate(() => [...document.querySelectorAll("iframe")].map(({ contentDocument }) => Number(contentDocument.body.dataset.events)));
    await until(page, "events behind the hand-over", (old) => [...document.querySelectorAll("iframe")].every(({ contentDocument }, at) => Number(contentDocument.body.dataset.events) > old[at] + 8), before);
    await members(10);
  });
}

/** Checks the page at two widths; takes its picture if a folder was named. */
async function photograph(page, name) {
  if (screenshots) await mkdir(screenshots, { recursive: true });
  const take = async (label, width, height) => {
    await page.setViewport({ width, height });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (screenshots) await page.screenshot({ path: join(screenshots, `${name}-${label}.png`), fullPage: true });
    if (sideways > 0) throw new Error(`the page is ${sideways} px wider than ${label}`);
  };
  await check(`${name}: fits a desktop and a phone`, async () => {
    await take("desktop", 1280, 900);
    await take("phone", 375, 780);
    if (name === "chromium") {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
      await take("phone-dark", 375, 780);
      await take("desktop-dark", 1280, 900);
      await page.emulateMediaFeatures([]);
    }
    await page.setViewport({ width: 1280, height: 900 });
  });
}

for (const name of browsers) {
  const server = await spawnServer();
  try {
    await withBrowser(name, (page) => visit(name, page, server));
    await withBrowser(name, (page) => share(name, page, server));
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${error.stack}`);
  } finally {
    await server.kill();
  }
}
console.log(`demo: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
