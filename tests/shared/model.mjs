// `node tests/shared/model.mjs [--runs N] [--seed N]`: many tabs that die, freeze, thaw, come and go at random, by a clock of their own. For every
// user: no event is lost without a word, none comes twice, all come in order; and there are never two leaders for long.
import { parseArgs } from "node:util";
import { Count } from "../count.mjs";
import { moduleOf } from "../units/module.mjs";
import { randomFrom } from "./model/random.mjs";
import { World } from "./model/world.mjs";

const { values } = parseArgs({ options: { runs: { type: "string", default: "600" }, seed: { type: "string", default: "1" } } });
const { Member } = await moduleOf("shared/member.ts");
const { HEARTBEAT } = await moduleOf("shared/times.ts");
const count = new Count();
const sum = { deliveries: 0, handovers: 0, longestSplit: 0 };
for (let seed = Number(values.seed), end = seed + Number(values.runs); seed < end; seed++) {
  const random = randomFrom(seed);
  const kind = { hasLocks: random() < 0.5, ids: ["all", "some", "none"][seed % 3], isGentle: random() < 0.3, most: 2 + Math.floor(random() * 7) };
  const world = new World({ Member, random, ...kind });
  await count.check(`seed ${seed}, ${JSON.stringify(kind)}`, () => {
    world.run();
    if (world.longestSplit > HEARTBEAT) world.complain(`two leaders for ${world.longestSplit} ms`);
    if (world.complaints.length > 0) throw new Error(world.complaints.join("\n  "));
  });
  sum.deliveries += world.deliveries;
  sum.handovers += world.handovers;
  sum.longestSplit = Math.max(sum.longestSplit, world.longestSplit);
}
console.log(`${values.runs} runs: ${sum.deliveries} deliveries, ${sum.handovers} leaders, two at once for ${Math.round(sum.longestSplit)} ms at most`);
count.close("shared");
