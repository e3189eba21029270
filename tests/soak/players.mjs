// Runs crowds in Node processes and in Chromium's tabs, with one interface for both.
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { startBrowser } from "../behaviour/browsers.mjs";
import { dice, seedOf } from "../faults/dice.mjs";

/** How long a process may take to end by itself once it holds nothing any more, in ms. */
const EXIT_LIMIT = 10_000;
const pauseFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function startNode(name, command) {
  const child = fork(path.join(import.meta.dirname, "node.mjs"), { execPath: command, execArgv: ["--expose-gc"] });
  const exited = once(child, "exit");
  const died = exited.then(([code, signal]) => Promise.reject(new Error(`the process ended with ${code ?? signal}`)));
  died.catch(() => {});
  return {
    name,
    async call(...[name, ...args]) {
      child.send({ name, args });
      const [answer] = await Promise.race([once(child, "message"), died]);
      if (answer.error) throw new Error(answer.error);
      return answer.result;
    },
    kill: () => child.kill("SIGKILL"),
    /** Waits for the process to end. @returns what is wrong with its end, if anything */
    async close() {
      child.disconnect();
      const late = setTimeout(() => child.kill("SIGKILL"), EXIT_LIMIT);
      const [code, signal] = await exited;
      clearTimeout(late);
      return signal ? `the process does not end: something holds it ${EXIT_LIMIT / 1000} s after everything was closed` : code === 0 ? undefined : `the process ended with ${code}`;
    },
  };
}

/** Returns a tab's answer. It is JSON, like that of a process. */
const inPage = ([name, ...args]) => globalThis.soak.crowd[name](...args);

/** How long Chromium may take for a command, in ms. */
const PATIENCE = 20_000;

/** Returns whether a promise resolved in time; ignores what happens to it later. */
function inTime(promise) {
  promise.catch(() => {});
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE, false)));
  return Promise.race([promise.then(() => true), late]).finally(() => clearTimeout(timer));
}

/** On a busy machine, Chromium sometimes never answers to this, although the page goes on. Only a page that does not answer is a failure. */
async function bringToFront(page, name) {
  if (await inTime(page.bringToFront())) return;
  if (!(await inTime(page.evaluate("1")))) throw new Error(`${name} does not answer: its script hangs`);
  console.log(`  Chromium did not bring ${name} to the front; its page answers`);
}

async function readingOf(page, session) {
  for (let i = 0; i < 6; i++) {
    await session.send("HeapProfiler.collectGarbage");
    await pauseFor(50);
  }
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { jsEventListeners } = await session.send("Memory.getDOMCounters");
  const { wasm, alive } = await page.evaluate(() => ({ wasm: globalThis.soak.wasmBytes(), alive: globalThis.soak.crowd.report().alive }));
  return { heap: usedSize, wasm, alive, domListeners: jsEventListeners };
}

async function startTab(browser, name, url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction("globalThis.soak !== undefined");
  const session = await page.createCDPSession();
  return {
    name,
    page,
    session,
    show: () => bringToFront(page, name),
    call: (...call) => (call[0] === "reading" ? readingOf(page, session) : page.evaluate(inPage, call)),
    close: async () => {},
  };
}

/** Starts Chromium. @param urls the page of each tab */
export async function startTabs(urls, seed) {
  const browser = await startBrowser("chromium");
  try {
    const tabs = [];
    for (const [i, url] of urls.entries()) tabs.push(await startTab(browser, `tab ${i + 1}`, url));
    return { version: browser.version, tabs, stage: new Stage(tabs, seed), close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Brings one tab after another to the front, and freezes some. */
class Stage {
  #tabs;
  #roll;
  #isOver;
  #ended;

  constructor(tabs, seed) {
    this.#tabs = tabs;
    this.#roll = dice(seedOf(`${seed}/stage`));
  }

  start() {
    this.#isOver = false;
    this.#ended = this.#run();
  }

  /** Shows every tab once more, so that paused sources continue. */
  async stop() {
    this.#isOver = true;
    await this.#ended;
  }

  async #run() {
    const roll = this.#roll;
    while (!this.#isOver) {
      const { show, session } = this.#tabs[roll(this.#tabs.length)];
      if (roll(3)) await show();
      else {
        await session.send("Page.setWebLifecycleState", { state: "frozen" });
        await pauseFor(500 + roll(3000));
        await session.send("Page.setWebLifecycleState", { state: "active" });
      }
      await pauseFor(500 + roll(2000));
    }
  }
}
