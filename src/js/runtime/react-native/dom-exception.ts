/** `DOMException`, for engines that lack it. */

class DOMExceptionClass extends Error {
  readonly code: number;

  constructor(message = "", name = "Error") {
    super(message);
    Object.defineProperty(this, "name", { value: name, configurable: true });
    // The codes of other names are not needed here.
    this.code = name === "SyntaxError" ? 12 : name === "AbortError" ? 20 : 0;
  }
}

export const DOMException = (globalThis as { DOMException?: typeof DOMExceptionClass }).DOMException ?? Object.defineProperty(DOMExceptionClass, "name", { value: "DOMException" });
