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

/** A body that is read. */
export interface Body {
  /** Goes on, if the owner has room. */
  pull_(): void;
  stop_(): void;
}

/** @throws {TypeError} if it is no stream that nobody reads */
export function bodyOf(stream: ReadableStream | null | undefined, owner: BodyOwner): Body {
  if (stream === null || stream === undefined) throw new TypeError("the response has no body");
  if (typeof stream.getReader !== "function") throw new TypeError("the response's body is not a ReadableStream");
  const reader: ReadableStreamDefaultReader = stream.getReader();
  let isPaused = true;
  let isStopped = false;
  const next = (): void => {
    try {
      reader.read().then(read, broke);
    } catch (error) {
      broke(error);
    }
  };
  // Two closures for a connection: what is made per chunk costs more than the parsing.
  const read = ({ done, value }: ReadableStreamReadResult<unknown>): void => {
    if (isStopped) return;
    if (done) return owner.ended_();
    const chunk = bytesOf(value);
    if (!chunk) return owner.broke_(new TypeError(`the response's body gave a chunk that is not a Uint8Array (${typeof value})`), true);
    owner.chunk_(chunk);
    if (isStopped) return;
    if (!owner.full_) return next();
    isPaused = true;
    // Without reading nobody can tell whether anything comes.
    owner.reading_(false);
  };
  const broke = (error: unknown): void => {
    if (!isStopped) owner.broke_(error, false);
  };
  return {
    pull_() {
      if (!isPaused || owner.full_ || isStopped) return;
      isPaused = false;
      owner.reading_(true);
      next();
    },
    stop_() {
      isStopped = true;
      // A `fetch` of the user's own may not have looked at the signal.
      void cancel(reader);
    },
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
