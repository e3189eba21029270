/** Adds `signal.reason`, which React Native's AbortSignal lacks. */
import { DOMException } from "./dom-exception.js";

/** Returns the same signal, which gets a reason when it is aborted. */
export function withReason(signal: AbortSignal): AbortSignal {
  if ("reason" in signal) return signal;
  const listens = ["addEventListener", "removeEventListener"] as const;
  return Object.defineProperties({} as AbortSignal, {
    aborted: { get: () => (signal as AbortSignal).aborted },
    reason: { get: () => ((signal as AbortSignal).aborted ? new DOMException("This operation was aborted", "AbortError") : undefined) },
    ...Object.fromEntries(listens.map((name) => [name, { value: (...args: never[]) => (signal as any)[name](...args) }])),
  });
}
