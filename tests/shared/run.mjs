// `node tests/shared/run.mjs [chromium|firefox]… [--handovers N] [--only TEXT]`: tabs of a browser that share a stream, at 127.0.0.1, where there
// are Web Locks, and by plain http at a made-up host name, where there are none.
import { parseArgs } from "node:util";
import { startBrowser } from "../behaviour/browsers.mjs";
import { Count } from "../count.mjs";
import { everywhere, handovers, inChromium, once } from "./cases.mjs";
import { startRooms } from "./server.mjs";
import { Tabs } from "./tabs.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { handovers: { type: "string", default: "6" }, only: { type: "string", default: "" } } });
const HOST = "lan.test";
const count = new Count();
const server = await startRooms();
let rooms = 0;

for (const kind of positionals.length > 0 ? positionals : ["chromium", "firefox"]) {
  const isChromium = kind === "chromium";
  const browser = await startBrowser(kind, { flags: [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`], prefs: { "network.dns.localDomains": HOST } });
  try {
    // Side by side: most of the time they wait.
    await Promise.all(["127.0.0.1", HOST].map(async (host) => {
      const isSecure = host !== HOST;
      const cases = { ...everywhere, ...(isChromium && inChromium), ...(isChromium && isSecure && once) };
      cases[`${values.handovers} random hand-overs`] = (context) => handovers(context, Number(values.handovers));
      for (const [name, run] of Object.entries(cases)) {
        if (!name.includes(values.only)) continue;
        const began = Date.now();
        await count.check(`${kind}, ${host}: ${name}`, () => within(browser, { host, isSecure, isChromium }, run));
        console.log(`  ${kind}, ${host}: ${name}, ${((Date.now() - began) / 1000).toFixed(1)} s`);
      }
    }));
  } finally {
    await browser.close();
  }
}
await server.close();
count.close("shared");

async function within(browser, { host, isSecure, isChromium }, run) {
  const name = `room${++rooms}`;
  const room = server.room(name);
  const tabs = new Tabs(browser, `http://${host}:${server.port}`, name, room);
  try {
    if (!Object.values(once).includes(run)) room.start(20);
    await run({ tabs, room, isChromium, isLong: values.handovers > 20 });
    await tabs.caughtUp();
    const failures = [];
    for (const tab of tabs.names) await tabs.check(tab).catch(({ message }) => failures.push(message));
    if (failures.length > 0) throw new Error(failures.join("\n  "));
    for (const tab of tabs.names) {
      const { isSecure: was = isSecure } = await tabs.report(tab);
      if (was !== isSecure) throw new Error(`isSecureContext is ${was}`);
    }
  } finally {
    room.stop();
    await tabs.end();
  }
}
