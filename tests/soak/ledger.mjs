// Checks the events of a source's stream, over all its sessions: nothing may be missing, doubled, torn or out of order.
import { eventOf, sumWith } from "./stream.mjs";

const excerpt = (text) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

export class Ledger {
  #key;
  /** The number of the last event. */
  n = 0;
  sum = 0;

  constructor(key) {
    this.#key = key;
  }

  /** Checks the next event. @returns what is wrong with it, if anything */
  take({ type, data, id }) {
    const due = eventOf(this.#key, this.n + 1);
    if (type !== due.type || data !== due.data || (id !== undefined && id !== String(this.n + 1))) return this.#complain(type, data, id);
    this.n++;
    this.sum = sumWith(this.sum, due);
  }

  #complain(type, data, id) {
    const got = Number.parseInt(data, 10);
    const what = got <= this.n ? "doubled" : got > this.n + 1 ? "lost" : "not as it was sent";
    const complaint = `${what}: after event ${this.n} came ${type} ${excerpt(data)}${id === undefined ? "" : `, ID ${id}`}`;
    // Continue after this event, so that one fault causes one complaint.
    if (got > this.n) this.n = got;
    return complaint;
  }
}
