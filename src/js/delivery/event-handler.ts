/** [Event handler attributes](https://html.spec.whatwg.org/multipage/webappapis.html#event-handlers). */

/**
 * One `on…` attribute: a listener that takes its place among the others when a value is set where
 * there was none, and keeps it while values are exchanged.
 */
export class EventHandler<Handler> {
  #value: Handler | null = null;

  readonly #target: EventTarget;
  readonly #type: string;

  constructor(target: EventTarget, type: string) {
    this.#target = target;
    this.#type = type;
  }

  get value(): Handler | null {
    return this.#value;
  }

  set value(value: unknown) {
    const had = this.#value !== null;
    // WebIDL's [LegacyTreatNonObjectAsNull]: an object stays, callable or not.
    const isObject = typeof value === "function" || (typeof value === "object" && value !== null);
    this.#value = isObject ? (value as Handler) : null;
    if (isObject && !had) this.#target.addEventListener(this.#type, this.#listener);
    if (!isObject && had) this.#target.removeEventListener(this.#type, this.#listener);
  }

  readonly #listener = (event: Event): void => {
    const value: unknown = this.#value;
    if (typeof value === "function" && value.call(this.#target, event) === false) event.preventDefault();
  };
}
