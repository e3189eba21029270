/** Writes notices about the connection to stderr. */
import type { Paint } from "./paint.js";
import { printable } from "./printable.js";

export type NoticeStyle = "dim" | "yellow" | "red";

export class Notices {
  readonly #stream: NodeJS.WritableStream;
  readonly #paint: Paint;

  constructor(stream: NodeJS.WritableStream, paint: Paint) {
    this.#stream = stream;
    this.#paint = paint;
    // If stderr is closed, there is no way to report it.
    stream.on("error", () => {});
  }

  say(text: string, style: NoticeStyle = "dim"): void {
    this.#stream.write(`${this.#paint(style, `* ${printable(text)}`)}\n`);
  }
}
