// The pictures of the site in docs/images, for the README.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { until } from "./visit.mjs";

const FOLDER = path.join(root, "docs/images");
const MOST_BYTES = 150_000;

/** A first connection gets 120 events of history: what comes after them shows a live stream. */
const counted = (page, least) => until(page, `${least} events`, (least) => Number(document.getElementById("count-events").textContent.replaceAll(",", "")) >= least, least);
const streaming = async (page) => {
  // Until the page's script has run, the button does nothing.
  await until(page, "the example", () => document.getElementById("url").value !== "");
  await page.click("#connect");
  await counted(page, 135);
  await page.click('[data-once="drop"]');
  await until(page, "a second attempt", () => document.querySelector("#attempts").childElementCount > 1);
  await counted(page, 150);
  // A click scrolls to its button.
  await page.evaluate(() => scrollTo(0, 0));
};
const parsed = (page) => until(page, "the events", () => document.querySelectorAll("#told .tag.event").length > 0);
const answered = (page) => until(page, "the answer", () => document.querySelector(".answer")?.textContent.length > 300);

const PICTURES = [
  { name: "front", page: "", theme: "light", width: 1280, height: 860, ready: answered },
  { name: "front-phone", page: "", theme: "dark", width: 375, height: 812, ready: answered },
  { name: "playground", page: "playground/", theme: "light", width: 1280, height: 1320, ready: parsed },
  { name: "playground-dark", page: "playground/", theme: "dark", width: 1280, height: 860, ready: parsed },
  { name: "connection", page: "playground/connection/", theme: "light", width: 1280, height: 900, ready: streaming },
];

/** Writes all of them. @throws if one is larger than a README should load */
export async function takePictures(browser, url) {
  fs.mkdirSync(FOLDER, { recursive: true });
  for (const { name, page: path_, theme, width, height, ready } of PICTURES) {
    const page = await browser.newPage();
    try {
      const session = await page.createCDPSession();
      await session.send("Emulation.setScrollbarsHidden", { hidden: true });
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
      await page.goto(url + path_, { waitUntil: "load" });
      await ready?.(page);
      const picture = await page.screenshot({ type: "png", optimizeForSpeed: false });
      if (picture.length > MOST_BYTES) throw new Error(`${name}.png has ${picture.length} bytes, more than ${MOST_BYTES}`);
      fs.writeFileSync(path.join(FOLDER, `${name}.png`), picture);
    } finally {
      await page.close();
    }
  }
}
