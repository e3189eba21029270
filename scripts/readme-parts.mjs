// The parts of README.md that commands write: each stands between `<!-- name -->` and `<!-- /name -->`.
import fs from "node:fs";
import path from "node:path";
import { root } from "./toolchain.mjs";

const README = path.join(root, "README.md");

/** `isInline`: within a sentence, not on lines of its own. */
export function replacePart(name, part, { isInline = false } = {}) {
  const text = fs.readFileSync(README, "utf8");
  const between = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`);
  if (!between.test(text)) throw new Error(`README.md has lost its marks <!-- ${name} -->`);
  const glue = isInline ? "" : "\n";
  fs.writeFileSync(README, text.replace(between, (_, start, end) => start + glue + part + glue + end));
}
