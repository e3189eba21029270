// The playground as a visitor uses it, on the static host.
import { until, visit } from "./visit.mjs";

const textOf = (page, id) => page.evaluate((id) => document.getElementById(id).innerText, id);
const told = (page, kind) => page.evaluate((kind) => document.querySelectorAll(`#told .tag.${kind}`).length, kind);

function expect(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what}: ${JSON.stringify(actual)}, and should be ${JSON.stringify(expected)}`);
}

const status = (page, begin) => until(page, `status ${begin}`, (begin) => document.getElementById("status").textContent.startsWith(begin), begin);

/** Chunk by chunk, by mouse and keyboard; and the address brings it all back. */
async function stream(page) {
  await status(page, "4 of 4 chunks");
  expect(await told(page, "event"), 2, "events of all chunks");
  await page.click('[data-do="back"]');
  await status(page, "3 of 4 chunks");
  expect(await told(page, "event"), 1, "events of three chunks");
  expect(await page.evaluate(() => document.querySelectorAll("#steps tr.dispatch").length), 1, "dispatches of three chunks");
  await page.click('[data-do="none"]');
  await status(page, "1 of 1 chunks");
  await page.focus("#bytes");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press(" ");
  await status(page, "2 of 2 chunks, 37 of 37 bytes: 2 events");
  expect(await page.evaluate(() => document.getElementById("bytes").ariaValueText), "after byte 2, between a (61) and t (74), cut", "the mark's words");
  await page.click('[data-at="9"]');
  await status(page, "3 of 3 chunks");
  const address = await page.evaluate(() => location.href);
  await page.goto("about:blank");
  await page.goto(address);
  await status(page, "3 of 3 chunks, 37 of 37 bytes: 2 events");
  await page.evaluate(() => (document.getElementById("text").value = ""));
  await page.type("#text", "id: 5\ndata: <b>typed</b>\n\n");
  await until(page, "the event that was typed", () => document.getElementById("told").innerText.includes("<b>typed</b>"));
  await page.select("#example", "retry");
  await until(page, "the example's retry", () => document.getElementById("told").innerText.includes("1500 ms"));
  expect((await textOf(page, "why")).startsWith("Only ASCII digits"), true, "the example's words");
}

const attempts = (page, count) => until(page, `${count} attempts`, (count) => document.getElementById("count-attempts").textContent === String(count), count);
const state = (page, name) => until(page, name, (name) => document.getElementById("connection").dataset.state === name, name);
/** An attempt's row, as its cells; the first one is the newest. */
const row = (page, at) => page.evaluate((at) => [...document.querySelectorAll("#attempts tr")][at].innerText.split("\t"), at);
const message = (page, words) => until(page, words, (words) => document.getElementById("message").textContent.includes(words), words);

async function set(page, name, value) {
  await page.evaluate((name, value) => {
    const field = document.querySelector(`[name="${name}"]`);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, name, value);
}

/** Every disturbance, and what comes of it. */
async function connection(page) {
  expect(await textOf(page, "count-attempts"), "0", "attempts before anybody asked");
  // The form is filled by the page's script.
  await until(page, "the first example", () => document.getElementById("url").value.endsWith("/some/where/api/feed"));
  await set(page, "reconnectionTime", "100");
  await page.click("#connect");
  await state(page, "OPEN");
  await until(page, "events", () => document.querySelectorAll("#events tr").length > 3);

  await page.click('[data-once="drop"]');
  await attempts(page, 2);
  await state(page, "OPEN");
  const dropped = await row(page, 1);
  if (!dropped.at(-1).includes("simulated: dropped")) throw new Error(`the first attempt ended so: ${dropped}`);
  const [, , resumedAfter] = await row(page, 0);
  if (!/^\d{6,}$/.test(resumedAfter)) throw new Error(`the second attempt was sent the ID "${resumedAfter}"`);

  await page.click('[data-switch="offline"]');
  await message(page, "simulated: offline");
  await page.click('[data-switch="offline"]');
  await state(page, "OPEN");

  await page.click('[data-once="refuse"]');
  await page.click('[data-once="drop"]');
  await message(page, "status 503");
  await state(page, "OPEN");

  // Long enough for the feed's pauses, short enough for the test.
  await set(page, "idleTimeout", "1500");
  await set(page, "whenHidden", "pause");
  await page.click("#connect");
  await attempts(page, 1);
  await state(page, "OPEN");
  await page.click('[data-switch="hide"]');
  await state(page, "CONNECTING");
  await page.click('[data-switch="hide"]');
  await state(page, "OPEN");
  await page.click('[data-switch="stall"]');
  await message(page, "for 1500 ms");
  await page.click('[data-switch="stall"]');
  await state(page, "OPEN");
  await page.click("#close");
  await state(page, "CLOSED");

  const marks = await page.evaluate(() => ["rect.state.OPEN", "rect.bytes", "circle.event", "line.simulated"].filter((shape) => !document.querySelector(`.timeline ${shape}`)));
  expect(marks.join(), "", "what the timeline lacks");

  const hash = decodeURIComponent(await page.evaluate(() => location.hash));
  expect(hash.includes("Authorization"), true, "the header's name in the address");
  expect(hash.includes("Bearer"), false, "its value in the address");
  const address = await page.evaluate(() => location.href);
  await page.goto("about:blank");
  await page.goto(address);
  await until(page, "the shared form", () => document.getElementById("idleTimeout").value === "1500");
  expect(await page.evaluate(() => document.getElementById("headers").value), "Authorization:", "the headers of a shared address");
  await until(page, "a word about what is missing", () => document.getElementById("sharing").textContent.includes("Authorization"));
  expect(await textOf(page, "count-attempts"), "0", "attempts of an address that was opened");
}

export const streamMode = (count, kind, browser, url) => count.check(`${kind}: the playground's stream mode`, () => visit(browser, `${url}playground/#example=crlf`, stream));

/** It has to be alone: a page behind others is hidden, and its connection is paused. */
export const connectionMode = (count, kind, browser, url) => count.check(`${kind}: the playground's connection mode`, () => visit(browser, `${url}playground/connection/`, connection));
