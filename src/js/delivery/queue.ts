/** Events on their way into a loop. */

/** What a loop does to its source. */
export interface QueueOwner {
  /** The loop wants an event that is not here yet. */
  pull_(): void;
  /** The loop was left. */
  stop_(): void;
}

/** An iterator that is pushed into. What was pushed is delivered before the end that came behind it. */
export interface Queue<T> extends AsyncIterableIterator<T> {
  /** Nobody waits for more. */
  readonly full_: boolean;
  push_(item: T): void;
  /** Nothing comes any more; the loop ends, or throws an error. */
  end_(failure?: { error: unknown }): void;
}

type Waiting<T> = { resolve(result: IteratorResult<T>): void; reject(error: unknown): void };

export function queueFor<T>(owner: QueueOwner): Queue<T> {
  let items: T[] = [];
  /** The next one of them. */
  let at = 0;
  const waiting: Waiting<T>[] = [];
  let isEnded = false;
  let failure: { error: unknown } | undefined;
  const finish = ({ resolve, reject }: Waiting<T>): void => {
    if (failure) reject(failure.error);
    else resolve({ done: true, value: undefined });
    failure = undefined;
  };
  return {
    get full_() {
      return waiting.length === 0;
    },
    push_(value) {
      if (isEnded) return;
      const first = waiting.shift();
      if (first) first.resolve({ done: false, value });
      else items.push(value);
    },
    end_(reason) {
      if (isEnded) return;
      isEnded = true;
      failure = reason;
      waiting.splice(0).forEach(finish);
    },
    next: () =>
      new Promise((resolve, reject) => {
        if (at < items.length) {
          resolve({ done: false, value: items[at++]! });
          if (at === items.length) {
            items = [];
            at = 0;
          }
        } else if (isEnded) finish({ resolve, reject });
        else {
          waiting.push({ resolve, reject });
          owner.pull_();
        }
      }),
    async return() {
      items = [];
      at = 0;
      this.end_();
      failure = undefined;
      owner.stop_();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
