/** The class of the `error` event. */

/** The runtime's `ErrorEvent`, or one like it, with the status that npm `eventsource` puts on its own. */
declare class ErrorEventClass extends Event {
  /** A sentence: what happened, to what URL, and what to do. */
  readonly message: string;
  /** The exception behind it, where there is one. */
  readonly error: unknown;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  /** The HTTP status of the response that was refused. */
  readonly code: number | undefined;

  constructor(type: string, init?: { message?: string | undefined; code?: number | undefined; error?: unknown });
}

/** The runtime's `ErrorEvent`, or one like it, with the status that npm `eventsource` puts on its own. */
export type ErrorEvent = ErrorEventClass;
/** Made by a function, which bundlers can drop. */
export const ErrorEvent: typeof ErrorEventClass = /* @__PURE__ */ errorEventClass();

function errorEventClass(): typeof ErrorEventClass {
  class Class extends ((globalThis.ErrorEvent ?? Event) as unknown as typeof ErrorEventClass) {
    declare readonly code: number | undefined;

    constructor(type: string, init: { message?: string | undefined; code?: number | undefined; error?: unknown } = {}) {
      super(type, init);
      const { message = "", error, code } = init;
      // Node before 25 has no `ErrorEvent`.
      if (!("message" in this)) Object.assign(this, { message, error, filename: "", lineno: 0, colno: 0 });
      this.code = code;
    }

    /** Node shows no field of an event that it does not know. */
    [Symbol.for("nodejs.util.inspect.custom")](_depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
      // Not spread: the runtime's own symbols would be shown, too.
      return `ErrorEvent ${inspect({ ...Object.fromEntries(Object.entries(this)), message: this.message }, options)}`;
    }
  }
  return Object.defineProperty(Class, "name", { value: "ErrorEvent" });
}
