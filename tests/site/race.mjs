// The race: a short one to its end in a browser, and what its figures are made of.
import { createParser } from "../../dist/parser.js";
import { COURSE, OURS, streamAt, THEIRS } from "../../www/race/course.js";
import { difference, parsersWith } from "../../www/race/parse.js";
import { compare, verdict } from "../../www/race/result.js";
import { until, visit } from "./visit.mjs";

const SIZE = 20_000;
const PARSERS = parsersWith(createParser);

export const cases = [
  ...COURSE.map(({ title }, index) => ({
    name: `race, ${title}: both parsers give what was written`,
    run(assert) {
      const stream = streamAt(index, SIZE);
      assert.ok(stream.bytes >= SIZE && stream.events.length > 1);
      for (const name of [OURS, THEIRS]) assert.equal(difference(PARSERS[name], stream), undefined, name);
    },
  })),
  {
    name: "race: a parser with wrong events is found out",
    run(assert) {
      const stream = streamAt(0, SIZE);
      const spoiled = (change) => (onEvent) => PARSERS[OURS]((event) => change(event).forEach(onEvent));
      assert.equal(difference(spoiled((event) => [{ ...event, data: `${event.data} ` }]), stream), "event 1 is wrong");
      assert.equal(difference(spoiled(({ data }) => (data === stream.events[2].data ? [] : [{ data }])), stream), "event 3 is wrong");
      assert.match(difference(spoiled((event) => [event, event]), { ...stream, events: [] }), /^\d+ events instead of 0$/);
      assert.match(difference(() => () => {}, stream), /^event 1 is wrong$/);
    },
  },
  {
    name: "race: ratios, round by round, and what is too close to call",
    run(assert) {
      // All rounds of the second half are slow, for both.
      assert.deepEqual(compare([200, 202, 20, 20.2], [100, 100, 10, 10]), { ratio: 2.01, low: 2, high: 2.02, isClose: false });
      assert.equal(compare([90, 110, 100, 101], [100, 100, 100, 100]).isClose, true);
      assert.match(verdict([{ ratio: 4 }, { ratio: 1 }]), /eventsource-wasm parsed 2\.00 times as fast as eventsource-parser/);
      assert.match(verdict([{ ratio: 0.5, isClose: true }, { ratio: 0.5 }]), /eventsource-parser parsed 2\.00 times as fast as eventsource-wasm .* 1 of 2 streams/);
    },
  },
];

async function shortRace(page) {
  await until(page, "the course", (streams) => document.querySelectorAll("#figures tr").length === streams, COURSE.length);
  await page.select("#rounds", "3");
  await page.click("#begin");
  await until(page, "its beginning", () => document.getElementById("race").dataset.state === "running" && document.querySelector("#figures td").textContent.includes("MB/s"));
  await until(page, "its end", () => document.getElementById("race").dataset.state === "done");
  const { bars, rows, status } = await page.evaluate(() => ({
    bars: [...document.querySelectorAll(".lane")].map((lane) => [lane.dataset.contestant, lane.querySelector(".bar").getBoundingClientRect().width, lane.querySelector(".speed").textContent]),
    rows: [...document.querySelectorAll("#figures tr")].map((row) => [...row.cells].map((cell) => cell.textContent)),
    status: document.getElementById("status").textContent,
  }));
  for (const name of ["ours", "theirs"]) {
    const drawn = bars.filter(([contestant, width, speed]) => contestant === name && width > 1 && /^\d+(\.\d)? MB\/s$/.test(speed));
    if (drawn.length !== COURSE.length) throw new Error(`bars of ${name}: ${JSON.stringify(bars)}`);
  }
  for (const [, ours, theirs, ratio, middle] of rows)
    if (![ours, theirs].every((speed) => speed.endsWith(" MB/s")) || !/^\d+\.\d\d×$/.test(ratio) || !/^\d+\.\d\d× to \d/.test(middle)) throw new Error(`the table: ${JSON.stringify(rows)}`);
  if (!/^In this browser, just now, /.test(status)) throw new Error(`the verdict: ${status}`);
  // Another one can be stopped.
  await page.click("#begin");
  await page.click("#begin");
  await until(page, "the end of a race that was stopped", () => document.getElementById("status").textContent === "Stopped.");
}

export const race = (count, kind, browser, url) => count.check(`${kind}: a short race`, () => visit(browser, `${url}race/`, shortRace));
