// Reads the vectors that are event streams, for JavaScript: all JSON files here but two.
import fs from "node:fs";
import path from "node:path";

/** The other two: sentences and content types, which tests/units and tests/native read. */
const OTHERS = ["content-types", "sentences"];

/** Returns `{ file, vectors }` for each file, sorted by name. */
export const streamVectors = () =>
  fs
    .readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".json") && !OTHERS.includes(path.basename(name, ".json")))
    .sort()
    .map((name) => ({ file: path.basename(name, ".json"), vectors: JSON.parse(fs.readFileSync(path.join(import.meta.dirname, name), "utf8")) }));
