/** The class of the `error` event. */

/** The runtime's `ErrorEvent`, or an equivalent, with the HTTP status in `code` as in npm `eventsource`. */
declare class ErrorEventClass extends Event {
  /** A sentence that says what happened, to what URL, and what to do. */
  readonly message: string;
  /** The underlying exception, if there is one. */
  readonly error: unknown;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  /** The HTTP status of the response, if there was one. */
  readonly code: number | undefined;

  constructor(type: string, init?: { message?: string | undefined; code?: number | undefined; error?: unknown });
}

/** The runtime's `ErrorEvent`, or an equivalent, with the HTTP status in `code` as in npm `eventsource`. */
export type ErrorEvent = ErrorEventClass;
/** Created by a pure function call, so that bundlers can drop it. */
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

    /** Makes `console.log` show our fields: Node shows only those of an event that it knows. */
    [Symbol.for("nodejs.util.inspect.custom")](_depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
      // Not `{ ...this }`, which would include the runtime's own symbols.
      return `ErrorEvent ${inspect({ ...Object.fromEntries(Object.entries(this)), message: this.message }, options)}`;
    }
  }
  return Object.defineProperty(Class, "name", { value: "ErrorEvent" });
}
