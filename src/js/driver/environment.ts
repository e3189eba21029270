/** What the environment tells a connection: the network comes and goes; the page is hidden, frozen, and in the back/forward cache. */
import { Input } from "./connection.js";

/**
 * Windows have all of them; the first two, workers of some browsers have, too. The back/forward cache is that of whatwg/html#12381;
 * `resume` is the end of a [freeze](https://wicg.github.io/page-lifecycle/).
 */
const INPUTS: Readonly<Record<string, Input>> = {
  online: Input.Online, offline: Input.Offline, pagehide: Input.Suspend, pageshow: Input.Resume, visibilitychange: Input.Visible, resume: Input.Visible,
};

const isEvent = (type: string): boolean => `on${type}` in globalThis;

/** Whether this is a page that nobody sees. */
export const isHidden = (): boolean => globalThis.document?.hidden;

/** Listens; returns a function that removes the listeners. */
export function listen(tell: (input: Input) => void): () => void {
  const listener = (event: Event): void => {
    // A page that is not kept has nothing to go on with.
    if ((event as PageTransitionEvent).persisted !== false) tell(INPUTS[event.type]!);
  };
  // Of what has no handler in a window, its document tells.
  const types = Object.keys(INPUTS).filter((type) => isEvent(type) || globalThis.document);
  const target = (type: string): EventTarget => (isEvent(type) ? globalThis : document);
  for (const type of types) target(type).addEventListener(type, listener);
  return () => {
    for (const type of types) target(type).removeEventListener(type, listener);
  };
}

/**
 * Whether a URL is out of reach since the machine has no network, and a change of that would be told. Neither a server on this machine
 * nor a `data:` or `blob:` URL ever is.
 */
export function isOutOfReach(url: URL | undefined): boolean {
  return isEvent("online") && navigator.onLine === false && url !== undefined && !/^(.*\.)?localhost$|^127\.|^\[::1]$|^$/.test(url.hostname);
}
