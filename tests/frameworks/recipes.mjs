// The code of the pages on frameworks, as it stands there, by the file that it belongs into.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { blocksOf } from "../docs/blocks.mjs";

const DOCUMENTS = ["docs/frameworks.md", "docs/frameworks-svelte-solid-angular.md"];

const blocks = DOCUMENTS.flatMap((name) => blocksOf(name, fs.readFileSync(path.join(root, name), "utf8"))).filter(({ mark }) => mark.kind === "framework");

/** `react/feed.jsx` is React's `feed.jsx`; what is in no folder is for all. */
const frameworkOf = (file) => (file.includes("/") ? [file.slice(0, file.indexOf("/")), file.slice(file.indexOf("/") + 1)] : ["shared", file]);

/** The frameworks that the pages have recipes for. */
export const documented = [...new Set(blocks.map(({ mark }) => frameworkOf(mark.file)[0]))];

/** Writes a framework's recipes into a folder; `shared` are those that all need. */
export function writeRecipes(framework, folder) {
  for (const { mark, code } of blocks) {
    const [name, rest] = frameworkOf(mark.file);
    if (name !== framework) continue;
    const file = path.join(folder, rest);
    // A fixture of the test's would otherwise be run in a recipe's place, or the other way round.
    if (fs.existsSync(file)) throw new Error(`${mark.file} is there twice`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `${code}\n`);
  }
}
