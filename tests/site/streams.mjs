// On a plain static host, everything streams: what each page has to show after a while.
import { until, visit } from "./visit.mjs";

/** More than the history that a first connection gets: what comes after it shows a live stream. */
const MORE_THAN_HISTORY = 125;

const counted = (panel, name, least) => [
  `#${panel}: ${least} ${name}`,
  (id, key, count) => Number(document.querySelector(`#${id} [data-count="${key}"]`).textContent.replaceAll(",", "")) >= count,
  panel, name, least,
];

async function nothingLost(page, panel) {
  const wrong = await page.evaluate((id) => [...document.querySelectorAll(`#${id} .wrong`)].map((cell) => `${cell.textContent} ${cell.dataset.count}`), panel);
  if (wrong.length > 0) throw new Error(`#${panel}: ${wrong}`);
}

/** Each case: a page, and what to wait for there. */
const CASES = {
  "the front page": ["", (page) => until(page, "an answer, token by token", () => /^\d{2,} tokens/.test(document.querySelector('[data-field="rate"]').textContent))],
  "the demos": ["demos/", async (page) => {
    await page.click("#chat button");
    await until(page, ...counted("feed", "events", MORE_THAN_HISTORY));
    await until(page, ...counted("worker", "events", MORE_THAN_HISTORY));
    await until(page, ...counted("chat", "tokens", 5));
    await until(page, "a ping", () => document.querySelector("#mdn ul").textContent.includes("ping at"));
    // Cut in the middle of an event, it comes back after the ID that it had.
    await page.click('[data-do="cut"]');
    await until(page, ...counted("feed", "reconnects", 1));
    const { brokeAfter, resumedAfter } = await page.evaluate(() => ({ ...document.querySelector("#feed").dataset }));
    if (!brokeAfter || brokeAfter !== resumedAfter) throw new Error(`broke after "${brokeAfter}", resumed after "${resumedAfter}"`);
    await nothingLost(page, "feed");
    await nothingLost(page, "worker");
    // In the same page: a second one would join the worker that streams to the first.
    await page.click('#worker input[value="module"]');
    const refused = await until(page, "events of a module worker, or a refusal", (least) => {
      const panel = document.querySelector("#worker");
      if (panel.dataset.kind !== "module") return false;
      return panel.dataset.unsupported || Number(panel.querySelector('[data-count="events"]').textContent) >= least;
    }, MORE_THAN_HISTORY);
    if (refused === true) await nothingLost(page, "worker");
  }],
  "the page without a script": ["demos/element.html", (page) => until(page, "pings", () => document.querySelector("#all").textContent.split('"time"').length > 2)],
};

export const streams = (count, kind, browser, url) =>
  Object.entries(CASES).map(([name, [path, look]]) => count.check(`${kind}: ${name} on a static host`, () => visit(browser, url + path, look)));
