// axe-core finds nothing on any page, light or dark, on a desktop or a phone.
import fs from "node:fs";
import path from "node:path";
import { npmPackages } from "../servers/installed.mjs";
import { until } from "./visit.mjs";

const LOOKS = [["light", 1280], ["dark", 375]];

/** The docs are made by one template: these have everything that it makes. Looking at all forty would take longer than the rest. */
const DOCS = ["docs/", "docs/errors/", "docs/benchmarks/", "docs/api/testing/"];

/** The site's pages, from its files: a new one is covered as soon as it is there. */
const pagesOf = (folder) =>
  fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).map((name) => name.replace(/(^|\/)index\.html$/, "$1"))
    .filter((path) => !path.startsWith("docs/") || DOCS.includes(path)).sort();

/** What a page should be doing when it is looked at. */
const BUSY = {
  "wall/": async (page) => {
    await until(page, "the wall", () => document.getElementById("wall").dataset.state === "CLOSED");
    // Somebody else, who is here before.
    await page.evaluate(() => fetch("../api/wall", { headers: { Authorization: `Bearer ${btoa("Somebody")}` } }).then((response) => (window.kept = response)));
    await page.type("#name", "Axe");
    await page.click("#sign-in button");
    await until(page, "somebody to follow", () => document.querySelector("#people button") !== null);
    await page.click("#people button");
    await page.type("#text", "seen by all");
    await page.click("#write button");
    await until(page, "the post", () => document.querySelector("#timeline").textContent.includes("seen by all"));
  },
  "race/": async (page) => {
    await until(page, "the course", () => document.querySelector("#figures td") !== null);
    await page.select("#rounds", "3");
    await page.click("#begin");
    await until(page, "the first figures", () => document.querySelector("#figures td").textContent.includes("MB/s"));
  },
  "docs/": async (page) => {
    await page.type("#find", "token");
    await until(page, "what was found", () => document.querySelector("#found [aria-selected=true]"));
  },
  "docs/benchmarks/": (page) => page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true))),
  "playground/connection/": async (page) => {
    // Until the page's script has run, the button does nothing.
    await until(page, "the example", () => document.getElementById("url").value !== "");
    await page.click("#connect");
    await until(page, "events", () => document.querySelector("#events").childElementCount > 5);
    await page.click('[data-once="drop"]');
    await until(page, "a second attempt", () => document.querySelector("#attempts").childElementCount > 1);
    await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
  },
};

async function findings(page, axe, theme, width) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }, { name: "prefers-reduced-motion", value: "reduce" }]);
  await page.setViewport({ width, height: 900 });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (sideways > 0) throw new Error(`it is ${sideways} px wider than ${width} px`);
  const { violations, passes } = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  if (passes.length < 10) throw new Error(`axe looked at ${passes.length} rules only`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${theme}, ${width} px: ${id}: ${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, " ").slice(0, 200)}`));
}

export async function accessible(count, browser, url, folder) {
  await npmPackages("site", import.meta.dirname);
  const axe = fs.readFileSync(path.join(import.meta.dirname, "node_modules/axe-core/axe.min.js"), "utf8");
  for (const path of pagesOf(folder))
    await count.check(`axe: /${path}`, async () => {
      const page = await browser.newPage();
      try {
        await page.goto(url + path, { waitUntil: "load" });
        await until(page, "the page", () => document.querySelector("h1"));
        await BUSY[path]?.(page);
        const found = [];
        for (const [theme, width] of LOOKS) found.push(...(await findings(page, axe, theme, width)));
        if (found.length > 0) throw new Error(found.join("\n  "));
      } finally {
        await page.close();
      }
    });
}
