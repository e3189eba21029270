/** One [Web Lock](https://w3c.github.io/web-locks/), as a member asks for it. */

interface Request {
  isGranted: boolean;
  free(): void;
}

export class Lock {
  readonly #name: string;
  readonly #granted: () => void;
  readonly #lost: () => void;
  /** What was asked for last. */
  #request: Request | undefined;

  constructor(name: string, granted: () => void, lost: () => void) {
    this.#name = name;
    this.#granted = granted;
    this.#lost = lost;
  }

  /** Whether there are locks, and they may be used: not with a page's storage blocked, for instance. */
  static async works_(): Promise<boolean> {
    try {
      return !!(await navigator.locks?.query());
    } catch {
      return false;
    }
  }

  acquire_(steal: boolean): void {
    if (this.#request && (!steal || this.#request.isGranted)) return;
    this.release_();
    const abort = new AbortController();
    const request: Request = { isGranted: false, free: () => abort.abort() };
    this.#request = request;
    const hold = (): Promise<void> | undefined => {
      // What is stolen cannot be aborted.
      if (this.#request !== request) return;
      const held = new Promise<void>((resolve) => (request.free = resolve));
      request.isGranted = true;
      this.#granted();
      return held;
    };
    navigator.locks.request(this.#name, steal ? { steal } : { signal: abort.signal }, hold).catch(() => {
      if (this.#request !== request) return;
      this.#request = undefined;
      if (request.isGranted) this.#lost();
    });
  }

  release_(): void {
    const request = this.#request;
    this.#request = undefined;
    request?.free();
  }
}
