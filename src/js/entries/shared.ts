/** `eventsource-wasm/shared`: one connection for all tabs, frames and workers of an origin. */
import { SharedEventSource as Class } from "../shared/shared-event-source.js";

type Init = import("./exports.js").EventSourceInit;
type Url = import("./exports.js").EventSourceUrl;

/** The options of `EventSource`. Functions run in the realm that has the connection. */
export interface SharedEventSourceInit extends Init {
  /** What to share: sources with the same name have one connection. Default: their URL, method, body and headers, without secret ones. */
  name?: string;
}

/** Events were, or may have been, missed: of the `missed` event. */
export interface MissedEvent extends Event {
  /** How many, `open` and `error` events counted; `undefined` if nobody knows. */
  readonly count: number | undefined;
}

/** What a server cannot say: the class's own events. */
interface Own {
  missed: MissedEvent;
}

/** An EventSource whose connection others may have. `close()` ends it here; the connection ends with the last one. */
export interface SharedEventSource<Events = {}> extends Omit<import("./exports.js").EventSource<Own & Events>, "reset"> {
  /** Called where some events were, or may have been, missed. */
  onmissed: ((event: MissedEvent) => unknown) | null;
  /** `close()`, at the end of a `using` block. Where the runtime has `Symbol.dispose`. */
  [Symbol.dispose](): void;
}

export interface SharedEventSourceConstructor {
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;
  /**
   * @param url the event stream's URL; a function needs the option `name`
   * @throws {DOMException} `SyntaxError` if `url` cannot be parsed
   * @throws {TypeError} if an option is not what it should be, or `name` is missing where it is needed
   */
  new <Events = {}>(url: Url, init?: SharedEventSourceInit): SharedEventSource<Events>;
}

/** One connection for all tabs, frames and workers of an origin that ask for the same. */
export const SharedEventSource: SharedEventSourceConstructor = Class as unknown as SharedEventSourceConstructor;
