/** The one timer of a connection: until the response, until the next byte, or until the next attempt. */
export class Timer {
  #id: ReturnType<typeof setTimeout> | undefined;
  readonly #keepAlive: boolean;
  readonly #fire: (late: number) => void;

  /**
   * @param keepAlive whether it keeps a Node process alive
   * @param fire is told how many ms late it is, by the wall clock: that one goes on while a machine sleeps
   */
  constructor(keepAlive: boolean, fire: (late: number) => void) {
    this.#keepAlive = keepAlive;
    this.#fire = fire;
  }

  /** To be fired in so many ms, instead of what it was set to before. */
  set(delay: number): void {
    this.clear();
    const due = Date.now() + delay;
    // Beyond 2³¹−1 ms it would fire at once.
    const timer = setTimeout(() => this.#fire(Date.now() - due), Math.min(delay, 0x7fffffff));
    if (!this.#keepAlive) (timer as { unref?(): void }).unref?.();
    this.#id = timer;
  }

  clear(): void {
    clearTimeout(this.#id);
  }
}
