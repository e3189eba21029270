/** What the environment tells a connection: the network comes and goes, the page enters and leaves the back/forward cache. */

/** What a connection does about it. */
export interface EnvironmentListener {
  networkChanged_(isOnline: boolean): void;
  suspend_(): void;
  resume_(): void;
}

/** Windows have these events, and workers of some browsers. */
const hasNetworkEvents = (): boolean => "ononline" in globalThis;

/** Listens; returns a function that removes the listeners. */
export function listen(listener: EnvironmentListener): () => void {
  const listeners: [type: string, listener: (event: any) => void][] = [];
  if (hasNetworkEvents()) for (const type of ["online", "offline"]) listeners.push([type, () => listener.networkChanged_(type === "online")]);
  // whatwg/html#12381. Only windows have the back/forward cache.
  if ("onpagehide" in globalThis)
    listeners.push(
      ["pagehide", ({ persisted }: PageTransitionEvent) => persisted && listener.suspend_()],
      ["pageshow", ({ persisted }: PageTransitionEvent) => persisted && listener.resume_()],
    );
  for (const [type, listener] of listeners) addEventListener(type, listener);
  return () => {
    for (const [type, listener] of listeners) removeEventListener(type, listener);
  };
}

/**
 * Whether a URL is out of reach since the machine has no network, and a change of that would be told. A server on this machine
 * never is.
 */
export function isOutOfReach(url: URL | undefined): boolean {
  return hasNetworkEvents() && navigator.onLine === false && url !== undefined && !/^(.*\.)?localhost$|^127\.|^\[::1]$/.test(url.hostname);
}
