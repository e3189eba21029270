/** From batches to events: the one path that all of them take. */
import { Batches, SAME_ID, SAME_TYPE, WIDTH, type Memory, type Shown } from "./batch.js";
import type { Sink } from "./sink.js";

const OPEN = 1;

export class Delivery {
  /** The last event ID string of the event that is being delivered; `undefined` in between. */
  lastEventId: string | undefined;
  /** That of the last one. */
  #last = "";
  readonly #sink: Sink;
  readonly #batches: Batches;

  constructor(sink: Sink, memory: Memory, rust: Shown) {
    this.#sink = sink;
    this.#batches = new Batches(memory, rust);
  }

  /**
   * [Dispatches](https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage) the events of the batch that is
   * shown, while the source is open.
   */
  deliver(source: { readonly readyState: number }, origin: string): void {
    const batches = this.#batches;
    const sink = this.#sink;
    const count = batches.begin();
    if (sink.types && !batches.mayHave(sink.types, count)) return;
    batches.decode();
    const length = count * WIDTH;
    const entries = batches.borrow(count);
    const { text } = batches;
    batches.forget();
    let start = 0;
    let type = "message";
    for (let at = 0; at < length && source.readyState === OPEN; at += WIDTH) {
      const dataEnd = entries[at]!, typeEnd = entries[at + 1]!, idEnd = entries[at + 2]!, flags = entries[at + 3]!;
      if (!(flags & SAME_TYPE)) type = text.slice(dataEnd, typeEnd) || "message";
      if (!(flags & SAME_ID)) this.#last = text.slice(typeEnd, idEnd);
      const dataStart = start;
      start = idEnd;
      this.lastEventId = this.#last;
      const { types } = sink;
      if (!types || types.has(type)) sink.message(type, text.slice(dataStart, dataEnd), origin, this.#last);
    }
    this.lastEventId = undefined;
    batches.giveBack(entries);
  }
}
