/** Listens to the environment: to the network, and whether the page is hidden, frozen, or in the back/forward cache. */
import { Input } from "./connection.js";

/**
 * The input for each type of event. Windows have them all, workers of some browsers only the first two. For the back/forward cache see
 * whatwg/html#12381; `resume` ends a [freeze](https://wicg.github.io/page-lifecycle/).
 */
const INPUTS: Readonly<Record<string, Input>> = {
  online: Input.Online, offline: Input.Offline, pagehide: Input.Suspend, pageshow: Input.Resume, visibilitychange: Input.Visible, resume: Input.Visible,
};

const isEvent = (type: string): boolean => `on${type}` in globalThis;

/** Returns whether this is a hidden page. */
export const isHidden = (): boolean => globalThis.document?.hidden;

/** Calls `report` for each change. Returns a function that removes the listeners. */
export function listen(report: (input: Input) => void): () => void {
  const listener = (event: Event): void => {
    // Ignore a `pagehide` or `pageshow` that has nothing to do with the back/forward cache.
    if ((event as PageTransitionEvent).persisted !== false) report(INPUTS[event.type]!);
  };
  // Events without an `on…` attribute on the window are dispatched on the document.
  const types = Object.keys(INPUTS).filter((type) => isEvent(type) || globalThis.document);
  const target = (type: string): EventTarget => (isEvent(type) ? globalThis : document);
  for (const type of types) target(type).addEventListener(type, listener);
  return () => {
    for (const type of types) target(type).removeEventListener(type, listener);
  };
}

/**
 * Returns whether a URL is out of reach because the machine has no network, if the runtime would also report its return. A server on
 * this machine is always in reach, and so is a `data:` or `blob:` URL.
 */
export function isOutOfReach(url: URL | undefined): boolean {
  return isEvent("online") && navigator.onLine === false && url !== undefined && !/^(.*\.)?localhost$|^127\.|^\[::1]$|^$/.test(url.hostname);
}
