/** Reads a response's body as fast as its events are taken. */

/** Receives the body's chunks and its end. */
export interface BodyOwner {
  /** While true, no chunk is read. */
  readonly full_: boolean;
  /** Called when reading starts or pauses. */
  setReading_(isReading: boolean): void;
  chunk_(chunk: Uint8Array): void;
  ended_(): void;
  /** Called when reading fails. @param isFutile whether the next response's body would fail in the same way */
  readFailed_(error: unknown, isFutile: boolean): void;
}

/** A body being read. */
export interface Body {
  /** Continues reading, unless the owner is full. */
  pull_(): void;
  stop_(): void;
}

/** Prepares a body for reading, which starts with the first `pull_`. @throws {TypeError} if there is no stream, or it is locked */
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
  // Two closures per connection: creating them for each chunk would cost more than parsing it.
  const read = ({ done, value }: ReadableStreamReadResult<unknown>): void => {
    if (isStopped) return;
    if (done) return owner.ended_();
    const chunk = bytesOf(value);
    if (!chunk) return owner.readFailed_(new TypeError(`the response's body gave a chunk that is not a Uint8Array (${typeof value})`), true);
    owner.chunk_(chunk);
    if (isStopped) return;
    if (!owner.full_) return next();
    isPaused = true;
    // While nothing is read, nobody can tell whether the server sends anything, so the idle timeout must pause.
    owner.setReading_(false);
  };
  const broke = (error: unknown): void => {
    if (!isStopped) owner.readFailed_(error, false);
  };
  return {
    pull_() {
      if (!isPaused || owner.full_ || isStopped) return;
      isPaused = false;
      owner.setReading_(true);
      next();
    },
    stop_() {
      isStopped = true;
      // A custom `fetch` may have ignored the signal.
      void cancel(reader);
    },
  };
}

function bytesOf(chunk: unknown): Uint8Array | undefined {
  if (chunk instanceof Uint8Array) return chunk;
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  return ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength) : undefined;
}

/** Cancels a stream, or whatever a custom `fetch` gives instead, and ignores the outcome. */
export async function cancel(stream: { cancel?(): unknown } | null | undefined): Promise<void> {
  try {
    await stream?.cancel?.();
  } catch {
    // The stream has already failed.
  }
}
