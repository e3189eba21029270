// `node tests/parser/run.mjs [--seed N]`: `eventsource-wasm/parser` and `/stream`, in Node. What they have to do is what npm
// `eventsource-parser` does, so that stands beside them; the vectors say what an event stream is.
import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { examples } from "./examples.mjs";
import { random } from "./random.mjs";
import { standard } from "./standard.mjs";
import { own } from "./own.mjs";

const { values } = parseArgs({ options: { seed: { type: "string", default: "1" } } });
let passed = 0;
let failed = 0;
for (const { name, run } of [...standard, ...random(Number(values.seed)), ...own, ...(await examples())]) {
  try {
    await run(assert);
    passed++;
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n  ${error.message}`);
  }
}
console.log(`parser: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
