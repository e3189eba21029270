// A response's body that others write to: what a server's socket is, for a server and a service worker alike.

// What a reader may lag behind before `full` says so.
const BUFFER_BYTES = 64 * 1024;
const encoder = new TextEncoder();

export class Body {
  #controller;
  #isBroken = false;
  #onEnd;

  /** `onEnd` is called once, whoever ends it: the reader that leaves, or this side. */
  constructor(onEnd) {
    this.#onEnd = onEnd;
    this.stream = new ReadableStream(
      {
        start: (controller) => (this.#controller = controller),
        pull: () => this.#breakWhenRead(),
        cancel: () => this.#ended(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_BYTES }),
    );
  }

  /** Whether the reader lags behind: whoever writes should wait. */
  get full() {
    return this.#controller.desiredSize <= 0;
  }

  write(text) {
    this.#controller.enqueue(encoder.encode(text));
  }

  end() {
    this.#controller.close();
    this.#ended();
  }

  /** The connection is lost, after what was written: an error would otherwise overtake what waits to be read. */
  break() {
    this.#isBroken = true;
    this.#breakWhenRead();
  }

  #breakWhenRead() {
    if (!this.#isBroken || this.#controller.desiredSize < BUFFER_BYTES) return;
    this.#controller.error(new TypeError("The connection was cut."));
    this.#ended();
  }

  #ended() {
    this.#onEnd?.();
    this.#onEnd = undefined;
  }
}

/** A response that streams events from `body`. */
export const eventStream = (body) => new Response(body.stream, { headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" } });

export const json = (status, value, headers = {}) =>
  new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json", ...headers } });
