// How much the site weighs, without its docs.
import fs from "node:fs";
import path from "node:path";
import { kb, sizesOf } from "../../scripts/sizes.mjs";

const BUDGET = 100 * 1024;

/** All files, each compressed as a host would: together they have to be within the budget. */
export function checkSizes(folder) {
  const names = fs.readdirSync(folder, { recursive: true }).filter((name) => !name.startsWith("docs") && fs.statSync(path.join(folder, name)).isFile());
  const sizes = names.map((name) => sizesOf(fs.readFileSync(path.join(folder, name))));
  const sum = (unit) => sizes.reduce((total, size) => total + size[unit], 0);
  const says = `the site without docs: ${names.length} files, ${kb(sum("bytes"))}, ${kb(sum("brotli"))} after brotli, of ${kb(BUDGET)}`;
  console.log(says);
  if (names.length < 10 || sum("brotli") > BUDGET) throw new Error(says);
}
