// Where lives are played: a Node process, or a page of a browser.
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { startBrowser } from "../behaviour/browsers.mjs";

/** Lives at a time: most of them wait for a reconnect. */
const LANES = { node: 400, browser: 100 };

function startNode() {
  const child = fork(path.join(import.meta.dirname, "node.mjs"));
  // Also what nobody caught ends it.
  const died = once(child, "exit").then(([code, signal]) => Promise.reject(new Error(`Node ended with ${code ?? signal} before its lives did`)));
  died.catch(() => {});
  return {
    version: `Node ${process.version}`,
    async play(lives) {
      child.send({ lives, lanes: LANES.node });
      const [records] = await Promise.race([once(child, "message"), died]);
      return records;
    },
    async close() {
      child.kill();
      await died.catch(() => {});
    },
  };
}

/** How many lives one call into a page plays, so that it does not outlast the browser's protocol. */
const PORTION = 200;

async function startPage(kind, origin) {
  const browser = await startBrowser(kind);
  try {
    const page = await browser.newPage();
    await page.goto(`${origin}/tests/faults/page.html`);
    await page.waitForFunction("globalThis.playAll !== undefined");
    return {
      version: browser.version,
      async play(lives, { native = false } = {}) {
        const all = [];
        for (let from = 0; from < lives.length; from += PORTION) {
          const some = lives.slice(from, from + PORTION);
          const { records, uncaught } = await page.evaluate((list, n, own) => globalThis.playAll(list, n, own), some, LANES.browser, native);
          if (uncaught.length > 0) throw new Error(`uncaught: ${uncaught.join("; ")}`);
          all.push(...records);
        }
        return all;
      },
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** @param origin where pages come from */
export const startPlayer = (runtime, origin) => (runtime === "node" ? startNode() : startPage(runtime, origin));
