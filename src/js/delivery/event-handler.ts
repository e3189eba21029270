/** [Event handler attributes](https://html.spec.whatwg.org/multipage/webappapis.html#event-handlers). */

/**
 * One `on…` attribute: a listener that takes its place among the others when a value is set where
 * there was none, and keeps it while values are exchanged.
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
      // WebIDL's [LegacyTreatNonObjectAsNull]: an object stays, callable or not.
      current = Object(value) === value ? value : null;
      if (!before !== !current) target[current ? "addEventListener" : "removeEventListener"](type, listener);
    },
  };
}
