// `node tests/parser/run.mjs [--seed N]`: `eventsource-wasm/parser` and `/stream`, in Node. What they have to do is what npm
// `eventsource-parser` does, so that stands beside them; the vectors say what an event stream is.
import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { Count } from "../count.mjs";
import { examples } from "./examples.mjs";
import { random } from "./random.mjs";
import { standard } from "./standard.mjs";
import { own } from "./own.mjs";

const { values } = parseArgs({ options: { seed: { type: "string", default: "1" } } });
const count = new Count();
for (const { name, run } of [...standard, ...random(Number(values.seed)), ...own, ...(await examples())]) await count.check(name, () => run(assert));
count.close("parser");
