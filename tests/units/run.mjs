// `node tests/units/run.mjs`: modules of src/js by themselves, in Node: what vectors or tables pin.
import assert from "node:assert/strict";
import { cases as contentTypes } from "./content-types.mjs";
import { cases as options } from "./options.mjs";
import { cases as sentences } from "./sentences.mjs";

let passed = 0;
let failed = 0;
for (const { name, run } of [...sentences, ...contentTypes, ...options]) {
  try {
    await run(assert);
    passed++;
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n  ${error.message}`);
  }
}
console.log(`units: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
