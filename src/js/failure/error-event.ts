/** The class of the `error` event. */

/** Where the runtime has no `ErrorEvent` (Node before 25): one with the same fields. */
class FallbackErrorEvent extends Event {
  readonly message: string;
  readonly error: unknown;
  readonly filename = "";
  readonly lineno = 0;
  readonly colno = 0;

  constructor(type: string, init: { message?: string; error?: unknown } = {}) {
    super(type);
    this.message = init.message ?? "";
    this.error = init.error;
  }
}

const Base = (typeof globalThis.ErrorEvent === "function" ? globalThis.ErrorEvent : FallbackErrorEvent) as typeof Event;

/** The runtime's `ErrorEvent`, or one like it, with the status that npm `eventsource` puts on its own. */
export class ErrorEvent extends Base {
  /** A sentence: what happened, to what URL, and what to do. */
  declare readonly message: string;
  /** The exception behind it, where there is one. */
  declare readonly error: unknown;
  declare readonly filename: string;
  declare readonly lineno: number;
  declare readonly colno: number;
  /** The HTTP status of the response that was refused. */
  readonly code: number | undefined;

  constructor(type: string, init: { message?: string | undefined; code?: number | undefined; error?: unknown } = {}) {
    super(type, init as EventInit);
    this.code = init.code;
  }

  /**
   * Node shows no field of an event that it does not know.
   * @internal
   */
  [Symbol.for("nodejs.util.inspect.custom")](_depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
    // Not spread: the runtime's own symbols would be shown, too.
    return `ErrorEvent ${inspect({ ...Object.fromEntries(Object.entries(this)), message: this.message }, options)}`;
  }
}
Object.defineProperty(ErrorEvent, "name", { value: "ErrorEvent" });
