/** Queues events for a `for await` loop. */

/** The queue's source of events. */
export interface QueueOwner {
  /** Called when the loop waits for an event. */
  pull_(): void;
  /** Called when the loop is left. */
  stop_(): void;
}

/** An async iterator over the pushed items. It delivers them all before it ends. */
export interface Queue<T> extends AsyncIterableIterator<T> {
  /** Whether no loop is waiting for an item, so that more would pile up. */
  readonly full_: boolean;
  push_(item: T): void;
  /** Ends the loop after the items already pushed, or makes it throw an error. */
  end_(failure?: { error: unknown }): void;
}

type Waiting<T> = { resolve(result: IteratorResult<T>): void; reject(error: unknown): void };

export function queueFor<T>(owner: QueueOwner): Queue<T> {
  let items: T[] = [];
  /** The index of the next item. */
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
