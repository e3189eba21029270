/** Writes to stdout, which may be slower than the server, or closed. */

export class Output {
  /** Why nothing can be written any more; `EPIPE` if the pipe's reader is gone. */
  failure: NodeJS.ErrnoException | undefined;
  readonly #stream: NodeJS.WritableStream;
  #resume = (): void => {};

  /** @param failed called once, when nothing can be written any more */
  constructor(stream: NodeJS.WritableStream, failed: () => void) {
    this.#stream = stream;
    stream.on("drain", () => this.#resume());
    stream.on("error", (error) => {
      if (this.failure) return;
      this.failure = error;
      this.#resume();
      failed();
    });
  }

  /** Writes text, and waits until there is room for more. Meanwhile no event is taken, and the connection is not read. */
  async write(text: string): Promise<void> {
    if (this.failure || this.#stream.write(text)) return;
    await new Promise<void>((resolve) => (this.#resume = resolve));
  }

  /** Waits until everything is written, or writing has failed. */
  async end(): Promise<void> {
    if (!this.failure) await new Promise<void>((resolve) => this.#stream.write("", () => resolve()));
  }
}
