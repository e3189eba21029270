/** [Event handler attributes](https://html.spec.whatwg.org/multipage/webappapis.html#event-handlers). */

/**
 * Creates one `on…` attribute. Setting it for the first time adds a listener; replacing the handler keeps that listener's place among
 * the others.
 */
export function eventHandler<Handler>(target: EventTarget, type: string): { get value(): Handler | null; set value(value: unknown) } {
  let current: unknown = null;
  const listener = (event: Event): void => {
    if (typeof current === "function" && current.call(target, event) === false) event.preventDefault();
  };
  return {
    get value() {
      return current as Handler | null;
    },
    set value(value) {
      const before = current;
      // WebIDL's [LegacyTreatNonObjectAsNull]: any object is kept, even if it is not callable.
      current = Object(value) === value ? value : null;
      if (!before !== !current) target[current ? "addEventListener" : "removeEventListener"](type, listener);
    },
  };
}
