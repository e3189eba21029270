/** The back/forward cache (whatwg/html#12381), which only windows have. */

/** What a document in the cache has to let go of. */
export interface Suspendable {
  suspend(): void;
  resume(): void;
}

/** Suspends while the document is in the cache. Gives a function that ends it. */
export function followPageCache(source: Suspendable): () => void {
  if (!("onpagehide" in globalThis)) return () => {};
  const follow = ({ type, persisted }: PageTransitionEvent): void => {
    if (persisted) type === "pagehide" ? source.suspend() : source.resume();
  };
  addEventListener("pagehide", follow);
  addEventListener("pageshow", follow);
  return () => {
    removeEventListener("pagehide", follow);
    removeEventListener("pageshow", follow);
  };
}
