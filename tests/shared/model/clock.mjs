// A clock that runs as fast as there is something to do.

export class Clock {
  now = 1_700_000_000_000;
  #heap = [];
  #order = 0;

  /** Calls back in so many ms; what is due at the same time, in the order in which it was asked for. */
  after(ms, run) {
    const heap = this.#heap;
    const one = { at: this.now + ms, order: this.#order++, run };
    let index = heap.push(one) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(one, heap[parent])) break;
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = one;
  }

  /** Runs what is due within so many ms. */
  run(ms) {
    const end = this.now + ms;
    while (this.#heap.length > 0 && this.#heap[0].at <= end) {
      const { at, run } = this.#pop();
      this.now = at;
      run();
    }
    this.now = end;
  }

  #pop() {
    const heap = this.#heap;
    const [first] = heap;
    const one = heap.pop();
    if (heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], one)) break;
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = one;
    return first;
  }
}

const before = (a, b) => a.at < b.at || (a.at === b.at && a.order < b.order);
