/** The one timer of a connection. */
export class Timer {
  #id: ReturnType<typeof setTimeout> | undefined;
  /** When it fires, by the wall clock; NaN: not at all. */
  #due = NaN;
  readonly #keepAlive: boolean;
  readonly #fire: () => void;

  /** @param keepAlive whether it keeps a Node process alive */
  constructor(keepAlive: boolean, fire: () => void) {
    this.#keepAlive = keepAlive;
    this.#fire = fire;
  }

  /** Has it fire then, or never for NaN, whatever it was set to before. */
  setTo_(due: number): void {
    if (Object.is(due, this.#due)) return;
    clearTimeout(this.#id);
    this.#due = due;
    if (Number.isNaN(due)) return;
    // Beyond 2³¹−1 ms it would fire at once.
    const timer = setTimeout(this.#fired, Math.min(Math.max(due - Date.now(), 0), 0x7fffffff));
    if (!this.#keepAlive) (timer as { unref?(): void }).unref?.();
    this.#id = timer;
  }

  readonly #fired = (): void => {
    this.#due = NaN;
    this.#fire();
  };
}
