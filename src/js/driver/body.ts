/** Reads a response's body, as fast as the events are taken. */

/** Who gets it. */
export interface BodyOwner {
  /** No chunk is asked for while it is true. */
  readonly full: boolean;
  /** Waits for the next chunk, from now on; or does not wait any more. */
  awaits(chunk: boolean): void;
  came(chunk: Uint8Array): void;
  ended(): void;
  broke(error: unknown, futile: boolean): void;
}

export class Body {
  readonly #reader: ReadableStreamDefaultReader;
  readonly #owner: BodyOwner;
  #paused = true;
  #stopped = false;

  /** @throws {TypeError} if it is no stream that nobody reads */
  constructor(body: ReadableStream | null | undefined, owner: BodyOwner) {
    if (body === null || body === undefined) throw new TypeError("the response has no body");
    if (typeof body.getReader !== "function")
      throw new TypeError("the response's body is not a ReadableStream; give a `fetch` that follows the standard");
    this.#reader = body.getReader();
    this.#owner = owner;
  }

  /** Goes on, if the owner has room. */
  pull(): void {
    if (!this.#paused || this.#owner.full || this.#stopped) return;
    this.#paused = false;
    this.#owner.awaits(true);
    this.#next();
  }

  stop(): void {
    this.#stopped = true;
    // A `fetch` of the user's own may not have looked at the signal.
    void cancel(this.#reader);
  }

  #next(): void {
    try {
      this.#reader.read().then(this.#came, this.#broke);
    } catch (error) {
      this.#broke(error);
    }
  }

  // Two closures for a connection: what is made per chunk costs more than the parsing.

  readonly #came = ({ done, value }: ReadableStreamReadResult<unknown>): void => {
    if (this.#stopped) return;
    if (done) return this.#owner.ended();
    const chunk = bytesOf(value);
    if (!chunk) return this.#owner.broke(new TypeError(`the response's body gave a chunk that is not a Uint8Array (${typeof value})`), true);
    this.#owner.came(chunk);
    if (this.#stopped) return;
    if (!this.#owner.full) return this.#next();
    this.#paused = true;
    // Who does not read cannot tell whether anything comes.
    this.#owner.awaits(false);
  };

  readonly #broke = (error: unknown): void => {
    if (!this.#stopped) this.#owner.broke(error, false);
  };
}

function bytesOf(chunk: unknown): Uint8Array | undefined {
  if (chunk instanceof Uint8Array) return chunk;
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  return ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength) : undefined;
}

/** Cancels what may be no stream at all, and does not care what comes of it. */
export async function cancel(stream: { cancel?(): unknown } | null | undefined): Promise<void> {
  try {
    await stream?.cancel?.();
  } catch {
    // It has ended otherwise.
  }
}
