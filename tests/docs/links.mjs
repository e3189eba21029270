// Links from page to page, and to headings: those that lead nowhere.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { anchorOf } from "../../www/markdown/anchors.mjs";

const withoutCode = (text) => text.replace(/^```[^]*?^```$/gm, "");

const anchorsOf = (file) => [...withoutCode(fs.readFileSync(file, "utf8")).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));

/** @returns a sentence for each of a document's links that is dead */
export function deadLinks(document) {
  const from = path.join(root, document);
  const targets = [...withoutCode(fs.readFileSync(from, "utf8")).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target).filter((target) => !/^https?:/.test(target));
  return targets.flatMap((target) => {
    const [name, anchor] = target.split("#");
    const file = name ? path.join(path.dirname(from), name) : from;
    if (!fs.existsSync(file)) return `there is no ${target}`;
    return anchor && !anchorsOf(file).includes(anchor) ? `${target}: there is no such heading` : [];
  });
}
