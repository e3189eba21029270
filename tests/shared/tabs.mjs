// Tabs of one browser in one room, and what is done to them.

/** Firefox's driver may take a tab that is just being closed for the new one's opener, and then finds it gone. */
async function newPage(browser) {
  for (let left = 3; ; left--)
    try {
      return await browser.newPage();
    } catch (error) {
      if (left === 0 || !/no such frame|no longer exist/.test(error.message)) throw error;
      await pause(100);
    }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for something to be true. */
export async function until(probe, what, limit = 20_000) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${typeof what === "function" ? await what() : what}: not within ${limit} ms`);
    await pause(10);
  }
}

export class Tabs {
  #pages = new Map();
  #count = 0;

  /** @param origin where the pages are; `room` is the server's */
  constructor(browser, origin, name, room) {
    Object.assign(this, { browser, origin, name, room });
  }

  get names() {
    return [...this.#pages.keys()];
  }

  page(tab) {
    return this.#pages.get(tab);
  }

  address(tab, query = "") {
    return `${this.origin}/page/tab?room=${this.name}&tab=${tab}${query}`;
  }

  async open(query) {
    const tab = String(++this.#count);
    const page = await newPage(this.browser);
    await page.goto(this.address(tab, query));
    await page.waitForFunction("globalThis.report");
    this.#pages.set(tab, page);
    return tab;
  }

  report(tab) {
    return this.#pages.get(tab).evaluate("report()");
  }

  /** All that can answer have got all events, or whatever else is asked for. */
  async caughtUp(tabs = this.names) {
    for (const tab of tabs) {
      let report;
      await until(async () => (report = await this.report(tab)).last >= this.room.count - 1 && report.last > 0, () => `tab ${tab} at ${this.room.count}: ${JSON.stringify(report)}`);
    }
  }

  /** Whether a tab had all from its first event on, each once. */
  async check(tab) {
    const { complaints, errors, missed, events } = await this.report(tab);
    if (complaints.length + errors.length + missed > 0) throw new Error(`tab ${tab}: ${[...complaints, ...errors].slice(0, 3)}${missed ? `, ${events}` : ""}`);
  }

  /** The tab that has the connection. */
  leader() {
    return until(() => this.room.leader, "a leader");
  }

  /** Another one than that has it. */
  successor(tab) {
    return until(() => this.room.leader !== undefined && this.room.leader !== tab && this.room.leader, () => `another leader than ${tab}`);
  }

  async close(tab) {
    await this.check(tab);
    await this.#pages.get(tab).close();
    this.#pages.delete(tab);
  }

  /** Without a word: the process is gone. */
  async crash(tab) {
    const page = this.#pages.get(tab);
    this.#pages.delete(tab);
    page.on("error", () => {});
    const session = await page.createCDPSession();
    session.send("Page.crash").catch(() => {});
    this.crashed = [...(this.crashed ?? []), page];
  }

  async freeze(tab, state = "frozen") {
    const session = await this.#pages.get(tab).createCDPSession();
    await session.send("Page.setWebLifecycleState", { state });
    await session.detach();
  }

  /** Elsewhere; the page is in the back/forward cache, if it may. */
  async leave(tab) {
    await this.#pages.get(tab).goto(`${this.origin}/page/away`);
  }

  back(tab) {
    return this.#pages.get(tab).goBack();
  }

  async end() {
    for (const page of [...this.#pages.values(), ...(this.crashed ?? [])]) await page.close().catch(() => {});
  }
}
