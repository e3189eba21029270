// The storm: its figures are those of docs/scale.md, and its clock runs, stops and can be set.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { backAfter, POLICIES, SECONDS } from "../../www/storm/figures.js";
import { until, visit } from "./visit.mjs";

const restart = () => /<!-- restart -->([^]*)<!-- \/restart -->/.exec(fs.readFileSync(path.join(root, "docs/scale.md"), "utf8"))[1];

export const cases = [
  ...POLICIES.map(({ name, peak, attempts, half, most, all }) => ({
    name: `storm: ${name}, as in docs/scale.md`,
    run(assert) {
      const cells = restart().split("\n").map((line) => line.split("|").map((cell) => cell.trim())).find((cells) => cells[1] === name);
      const [, , shownPeak, shownAttempts, , gaveUp, ...back] = cells;
      assert.deepEqual([shownPeak, shownAttempts, gaveUp, ...back.slice(0, 3)], [peak, attempts, "0", `${half} s`, `${most} s`, `${all} s`]);
    },
  })),
  {
    name: "storm: the picture goes through the table's figures",
    run(assert) {
      for (const policy of POLICIES) {
        const { half, most, all } = policy;
        assert.deepEqual([0, half / 2, half, all, 10_000].map((at) => backAfter(policy, at)), [0, 0.25, 0.5, 1, 1]);
        // Rounded to whole seconds, the last percent may take none.
        if (most < all) assert.equal(backAfter(policy, most), 0.99);
      }
    },
  },
];

const at = (page) => page.evaluate(() => Number(document.getElementById("time").value));

async function watch(page) {
  await until(page, "a clock that runs", () => document.getElementById("play").textContent === "Pause" && Number(document.getElementById("time").value) > 1);
  await page.focus("#play");
  await page.keyboard.press("Enter");
  const stopped = await at(page);
  await new Promise((resolve) => setTimeout(resolve, 300));
  if ((await at(page)) !== stopped || stopped >= SECONDS) throw new Error(`paused at ${stopped}, it is at ${await at(page)}`);
  await page.evaluate(() => {
    const slider = document.getElementById("time");
    slider.value = "40";
    slider.dispatchEvent(new Event("input"));
  });
  const shares = await page.evaluate(() => [...document.querySelectorAll(".share")].map(({ textContent }) => textContent).join());
  const expected = POLICIES.map((policy) => `${Math.floor(backAfter(policy, 40) * 100)} %`).join();
  if (shares !== expected) throw new Error(`after 40 s: ${shares}, and should be ${expected}`);
  await page.keyboard.press("Enter");
  await until(page, "a clock that goes on", () => Number(document.getElementById("time").value) > 42);
}

/** With reduced motion it is complete, and stands still. */
async function still(page) {
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  await page.reload();
  await until(page, "the picture", () => document.querySelectorAll(".share").length > 0);
  const play = await page.evaluate(() => document.getElementById("play").textContent);
  if (play !== "Play" || (await at(page)) !== SECONDS) throw new Error(`the button says ${play}, and the clock ${await at(page)}`);
}

export async function storm(count, kind, browser, url) {
  await count.check(`${kind}: the storm`, () => visit(browser, `${url}storm/`, watch));
  // Firefox cannot be told over this protocol.
  if (kind === "chromium") await count.check(`${kind}: the storm stands still for those who want it so`, () => visit(browser, `${url}storm/`, still));
}
