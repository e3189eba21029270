/** What the environment tells a connection: the network comes and goes, the page enters and leaves the back/forward cache. */
import { Input } from "./connection.js";

/** Windows have the first two, and workers of some browsers; only windows have the back/forward cache (whatwg/html#12381). */
const INPUTS: Readonly<Record<string, Input>> = { online: Input.Online, offline: Input.Offline, pagehide: Input.Suspend, pageshow: Input.Resume };

const isEvent = (type: string): boolean => `on${type}` in globalThis;

/** Listens; returns a function that removes the listeners. */
export function listen(tell: (input: Input) => void): () => void {
  const listener = (event: Event): void => {
    // A page that is not kept has nothing to go on with.
    if ((event as PageTransitionEvent).persisted !== false) tell(INPUTS[event.type]!);
  };
  const types = Object.keys(INPUTS).filter(isEvent);
  for (const type of types) addEventListener(type, listener);
  return () => {
    for (const type of types) removeEventListener(type, listener);
  };
}

/**
 * Whether a URL is out of reach since the machine has no network, and a change of that would be told. Neither a server on this machine
 * nor a `data:` or `blob:` URL ever is.
 */
export function isOutOfReach(url: URL | undefined): boolean {
  return isEvent("online") && navigator.onLine === false && url !== undefined && !/^(.*\.)?localhost$|^127\.|^\[::1]$|^$/.test(url.hostname);
}
