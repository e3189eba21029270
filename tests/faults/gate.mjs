// A port that is closed for a while, as while a server restarts: until each of the lives behind it was refused often enough.
import { Proxy } from "./proxy.mjs";

/** Lives behind a gate: they are cut at once, so all have to fit in a browser's six connections. */
export const GATE_SIZE = 5;

/** Above the range out of which systems give ports: nobody takes ours while it is closed. */
const FIRST_PORT = 61_000;

/** Opens on a port to which one can come back after having been closed. */
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

  /** Refuses from now on, until each life has told of so many errors. */
  refuse(errors) {
    this.#opensAfter = errors;
    this.proxy.refuse();
  }

  /** A step's `until`: fulfilled once all lives are there, and the port is closed. */
  allThere = () =>
    new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length < GATE_SIZE) return;
      // The cut that follows is an error, too.
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
