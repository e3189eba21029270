// `node tests/units/run.mjs`: tests single modules of src/js in Node, against vectors and tables.
import assert from "node:assert/strict";
import { Count } from "../count.mjs";
import { cases as contentTypes } from "./content-types.mjs";
import { cases as options } from "./options.mjs";
import { cases as sentences } from "./sentences.mjs";
import { cases as testing } from "./testing.mjs";

const count = new Count();
for (const { name, run } of [...sentences, ...contentTypes, ...options, ...testing]) await count.check(name, () => run(assert));
count.close("units");
