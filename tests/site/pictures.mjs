// The pictures of the site in docs/images, for the README.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { until } from "./visit.mjs";

const FOLDER = path.join(root, "docs/images");
const MOST_BYTES = 150_000;

const streaming = async (page) => {
  await page.click("#connect");
  await until(page, "events", () => document.querySelector("#events").childElementCount > 8);
  await page.click('[data-once="drop"]');
  await until(page, "a second attempt", () => document.querySelector("#attempts").childElementCount > 1);
  await until(page, "more events", () => document.querySelector("#events").childElementCount > 12);
};
const parsed = (page) => until(page, "the events", () => document.querySelectorAll("#told .tag.event").length > 0);
const answered = (page) => until(page, "the answer", () => document.querySelector(".answer")?.textContent.length > 80);

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
