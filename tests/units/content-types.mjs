// Which Content-Type values mean an event stream. The connection's native tests read the same vectors.
import fs from "node:fs";
import { moduleOf } from "./module.mjs";

const { isEventStream } = await moduleOf("driver/mime.ts");
const { right, wrong } = JSON.parse(fs.readFileSync(new URL("../vectors/content-types.json", import.meta.url), "utf8"));

export const cases = [
  ...right.map((type) => ({ name: `a Content-Type that is right: ${JSON.stringify(type)}`, run: (assert) => assert.equal(isEventStream(type), true) })),
  ...wrong.map((type) => ({ name: `a Content-Type that is wrong: ${JSON.stringify(type)}`, run: (assert) => assert.equal(isEventStream(type), false) })),
  {
    name: "a Content-Type of 64 KB takes no time, whatever is in it",
    run(assert) {
      for (const piece of ['"', "\\", '"\\', ",", "a", "a/", " ", ";", '",']) {
        const began = performance.now();
        isEventStream(piece.repeat(65536 / piece.length));
        const took = performance.now() - began;
        assert.ok(took < 500, `${JSON.stringify(piece)}: ${took} ms`);
      }
    },
  },
];
