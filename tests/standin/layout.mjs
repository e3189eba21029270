// Where npm put what: nothing of npm `eventsource` or `eventsource-parser` is left in the project.
import assert from "node:assert/strict";
import path from "node:path";
import { installed } from "./project.mjs";

export const layout = (folder) => [
  {
    name: "no other copy of eventsource or eventsource-parser is installed",
    run() {
      const modules = path.join(folder, "node_modules");
      const found = [...installed(modules)].filter(({ as, name }) => [as, name].some((one) => ["eventsource", "eventsource-parser"].includes(one)));
      assert.deepEqual(found.map(({ folder, name }) => [path.relative(modules, folder), name]), [
        ["eventsource", "eventsource-wasm"],
        ["eventsource-parser", "eventsource-wasm"],
      ]);
    },
  },
];
