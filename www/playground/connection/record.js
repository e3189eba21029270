// What happened to one source, in order, with times: all views draw from it.

const NAMES = ["CONNECTING", "OPEN", "CLOSED"];
/** As much as is kept: a feed may run for hours. */
const KEPT = 4000;
const KEPT_BYTES = 4096;

/** `changed()` is called after each entry. */
export class Record {
  entries = [];
  attempts = [];
  events = 0;
  bytes = 0;
  /** The latest chunks, as they came. */
  chunks = [];
  state = "CLOSED";
  message = "";
  next = undefined;
  #began = performance.now();
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  get now() {
    return performance.now() - this.#began;
  }

  /** Takes note of `kind`; the network and the source both tell. */
  tell(kind, what = {}) {
    const entry = { at: this.now, kind, ...what };
    this[`on_${kind}`]?.(entry);
    this.entries.push(entry);
    if (this.entries.length > KEPT) this.entries.splice(0, KEPT / 4);
    this.#changed();
  }

  /** The state may change without an event: `close()` has none, nor has a page that is hidden. */
  sees(readyState) {
    const state = NAMES[readyState];
    if (state === this.state) return;
    this.state = state;
    if (state !== "CONNECTING") this.next = undefined;
    this.tell("state", { state });
  }

  on_request({ at, headers }) {
    const lastEventId = Object.entries(headers).find(([name]) => name.toLowerCase() === "last-event-id")?.[1];
    this.next = undefined;
    this.attempts.push({ number: this.attempts.length + 1, at, lastEventId, events: 0 });
    if (this.attempts.length > KEPT / 40) this.attempts.shift();
  }

  on_response({ status }) {
    if (this.attempts.length > 0) this.attempts.at(-1).status = status;
  }

  on_bytes({ bytes }) {
    this.bytes += bytes.length;
    this.chunks.push(bytes);
    let kept = this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    while (kept > KEPT_BYTES && this.chunks.length > 1) kept -= this.chunks.shift().length;
  }

  on_event() {
    this.events++;
    if (this.attempts.length > 0) this.attempts.at(-1).events++;
  }

  on_failure({ at, message, reason, delay }) {
    this.message = message;
    this.next = delay === undefined ? undefined : at + delay;
    if (this.attempts.length > 0) Object.assign(this.attempts.at(-1), { ended: at, message, reason, delay });
  }
}
