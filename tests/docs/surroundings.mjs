// surroundings.js for one example, and the way back: what it printed, as a reader would see it.
import fs from "node:fs";
import path from "node:path";

const text = fs.readFileSync(path.join(import.meta.dirname, "surroundings.js"), "utf8");

export function surroundings({ origin, other, gone }, { hasOutput }) {
  return text.replace("= SURROUNDINGS;", `= ${JSON.stringify({ origin, other, gone, hasOutput })};`);
}

/** The test's addresses as those of the text. */
export function asInText(printed, { origin, other, gone }) {
  const address = (url) => url.replace("http://", "");
  return [[origin, "example.com"], [other, "api.example.com"], [gone, "gone.example.com"]].reduce(
    (line, [url, name]) => line.replaceAll(url, `https://${name}`).replaceAll(address(url), `${name}:443`), printed);
}
