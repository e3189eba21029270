/** Reads a response's body, as fast as the events are taken. */

/** Receives the body's chunks and its end. */
export interface BodyOwner {
  /** No chunk is asked for while it is true. */
  readonly full_: boolean;
  /** From now on the next chunk is waited for, or not any more. */
  reading_(isReading: boolean): void;
  chunk_(chunk: Uint8Array): void;
  ended_(): void;
  /** `isFutile`: the next body would break off, too. */
  broke_(error: unknown, isFutile: boolean): void;
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
      throw new TypeError("the response's body is not a ReadableStream");
    this.#reader = body.getReader();
    this.#owner = owner;
  }

  /** Goes on, if the owner has room. */
  pull(): void {
    if (!this.#paused || this.#owner.full_ || this.#stopped) return;
    this.#paused = false;
    this.#owner.reading_(true);
    this.#next();
  }

  stop(): void {
    this.#stopped = true;
    // A `fetch` of the user's own may not have looked at the signal.
    void cancel(this.#reader);
  }

  #next(): void {
    try {
      this.#reader.read().then(this.#read, this.#broke);
    } catch (error) {
      this.#broke(error);
    }
  }

  // Two closures for a connection: what is made per chunk costs more than the parsing.

  readonly #read = ({ done, value }: ReadableStreamReadResult<unknown>): void => {
    if (this.#stopped) return;
    if (done) return this.#owner.ended_();
    const chunk = bytesOf(value);
    if (!chunk) return this.#owner.broke_(new TypeError(`the response's body gave a chunk that is not a Uint8Array (${typeof value})`), true);
    this.#owner.chunk_(chunk);
    if (this.#stopped) return;
    if (!this.#owner.full_) return this.#next();
    this.#paused = true;
    // Without reading nobody can tell whether anything comes.
    this.#owner.reading_(false);
  };

  readonly #broke = (error: unknown): void => {
    if (!this.#stopped) this.#owner.broke_(error, false);
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
