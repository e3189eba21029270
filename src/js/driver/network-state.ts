/** The `online` and `offline` events, which windows have, and workers of some browsers. */

const hasEvents = (): boolean => "ononline" in globalThis;

/** Says when the machine gets a network, or loses it. Gives a function that ends it. */
export function followNetwork(tell: (online: boolean) => void): () => void {
  if (!hasEvents()) return () => {};
  const follow = ({ type }: Event): void => tell(type === "online");
  addEventListener("online", follow);
  addEventListener("offline", follow);
  return () => {
    removeEventListener("online", follow);
    removeEventListener("offline", follow);
  };
}

/**
 * Whether a URL is out of reach since the machine has no network, and a change of that would be told. A server on this machine
 * never is.
 */
export function isOutOfReach(url: URL | undefined): boolean {
  return hasEvents() && navigator.onLine === false && url !== undefined && !/^(.*\.)?localhost$|^127\.|^\[::1]$/.test(url.hostname);
}
