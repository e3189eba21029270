/** Events on their way into a loop. */

/** What a loop does to its source. */
export interface QueueOwner {
  /** The loop wants an event that is not here yet. */
  pull(): void;
  /** The loop was left. */
  stop(): void;
}

/** An iterator that is pushed into. What was pushed is delivered before the end that came behind it. */
export class Queue<T> implements AsyncIterableIterator<T> {
  #items: T[] = [];
  /** The next one of them. */
  #at = 0;
  readonly #waiting: { resolve(result: IteratorResult<T>): void; reject(error: unknown): void }[] = [];
  #ended = false;
  #failure: { error: unknown } | undefined;
  readonly #owner: QueueOwner;

  constructor(owner: QueueOwner) {
    this.#owner = owner;
  }

  /** Nobody waits for more. */
  get full_(): boolean {
    return this.#waiting.length === 0;
  }

  push(item: T): void {
    if (this.#ended) return;
    const waiting = this.#waiting.shift();
    if (waiting) waiting.resolve({ done: false, value: item });
    else this.#items.push(item);
  }

  /** Nothing comes any more; the loop ends, or throws an error. */
  end(failure?: { error: unknown }): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    for (const waiting of this.#waiting.splice(0)) this.#last(waiting);
  }

  #last({ resolve, reject }: { resolve(result: IteratorResult<T>): void; reject(error: unknown): void }): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) reject(failure.error);
    else resolve({ done: true, value: undefined });
  }

  next(): Promise<IteratorResult<T>> {
    return new Promise((resolve, reject) => {
      if (this.#at < this.#items.length) {
        resolve({ done: false, value: this.#items[this.#at++]! });
        if (this.#at === this.#items.length) {
          this.#items = [];
          this.#at = 0;
        }
      } else if (this.#ended) this.#last({ resolve, reject });
      else {
        this.#waiting.push({ resolve, reject });
        this.#owner.pull();
      }
    });
  }

  return(): Promise<IteratorResult<T>> {
    this.#items = [];
    this.#at = 0;
    this.end();
    this.#failure = undefined;
    this.#owner.stop();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
