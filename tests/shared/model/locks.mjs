// The model's Web Locks: one lock; who asks is granted it in turn, or takes it away.

export class Locks {
  #holder;
  #queue = [];
  #world;

  constructor(world) {
    this.#world = world;
  }

  request(tab, { steal = false } = {}) {
    const request = { tab, isGranted: false };
    if (steal) {
      const before = this.#holder;
      this.#holder = request;
      this.#tell(request);
      if (before) this.#later(before.tab, () => before.tab.lost(before));
    } else {
      this.#queue.push(request);
      this.#grant();
    }
    return request;
  }

  /** It is given back, or not waited for any more. */
  release(request) {
    this.#queue = this.#queue.filter((one) => one !== request);
    if (this.#holder !== request) return;
    this.#holder = undefined;
    this.#grant();
  }

  releaseAllOf(tab) {
    this.#queue = this.#queue.filter((one) => one.tab !== tab);
    if (this.#holder?.tab === tab) this.release(this.#holder);
  }

  #grant() {
    if (this.#holder || this.#queue.length === 0) return;
    this.#holder = this.#queue.shift();
    this.#tell(this.#holder);
  }

  #tell(request) {
    this.#later(request.tab, () => request.tab.granted(request));
  }

  #later(tab, run) {
    const { clock, random } = this.#world;
    const at = Math.max(clock.now + random() * 5, tab.lockArrival);
    tab.lockArrival = at;
    clock.after(at - clock.now, () => tab.arrive("locks", run));
  }
}
