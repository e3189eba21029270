// The vectors that are event streams, for JavaScript: all files beside this one but two.
import fs from "node:fs";
import path from "node:path";

/** Pinned words and types, which have readers of their own in tests/units and tests/native. */
const OTHERS = ["content-types", "sentences"];

/** Each file's, in the order of their names: `{ file, vectors }`. */
export const streamVectors = () =>
  fs
    .readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".json") && !OTHERS.includes(path.basename(name, ".json")))
    .sort()
    .map((name) => ({ file: path.basename(name, ".json"), vectors: JSON.parse(fs.readFileSync(path.join(import.meta.dirname, name), "utf8")) }));
