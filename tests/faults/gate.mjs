// A port that is closed for a while, as if its server restarted, until every life behind it has been refused often enough.
import { Proxy } from "./proxy.mjs";

/** The number of lives behind a gate. They are all cut at once, so they must fit in a browser's six connections. */
export const GATE_SIZE = 5;

/** Above the range from which systems assign ports, so that nobody takes ours while it is closed. */
const FIRST_PORT = 61_000;

/** Opens on a port that can be reopened later. */
export async function openAbove(server) {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * (65_536 - FIRST_PORT));
    try {
      return await server.open(port);
    } catch (error) {
      if (error.code !== "EADDRINUSE") throw error;
    }
  }
}

export class Gate {
  #waiting = [];
  #errors = new Map();
  #opensAfter = Infinity;

  static async open(target) {
    const gate = new Gate();
    gate.proxy = new Proxy(target);
    await openAbove(gate.proxy);
    return gate;
  }

  /** Refuses connections until each life has reported this many errors. */
  refuse(errors) {
    this.#opensAfter = errors;
    this.proxy.refuse();
  }

  /** For a step's `until`: resolves when all lives have arrived, and the port is closed. */
  allThere = () =>
    new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length < GATE_SIZE) return;
      // The cut that follows counts as an error, too.
      this.refuse(3);
      for (const go of this.#waiting) go();
    });

  report(life, errors) {
    this.#errors.set(life, errors);
    if (this.#errors.size < GATE_SIZE || Math.min(...this.#errors.values()) < this.#opensAfter) return;
    this.#opensAfter = Infinity;
    this.proxy.open(this.proxy.port).catch((error) => console.log(`  the port ${this.proxy.port} cannot be opened again: ${error.message}`));
  }
}
