/** What is said on stderr about the connection. */
import type { Paint } from "./paint.js";
import { printable } from "./printable.js";

export type Mood = "dim" | "yellow" | "red";

export class Notices {
  readonly #stream: NodeJS.WritableStream;
  readonly #paint: Paint;

  constructor(stream: NodeJS.WritableStream, paint: Paint) {
    this.#stream = stream;
    this.#paint = paint;
    // Where stderr is gone, nobody can be told of it.
    stream.on("error", () => {});
  }

  say(text: string, mood: Mood = "dim"): void {
    this.#stream.write(`${this.#paint(mood, `* ${printable(text)}`)}\n`);
  }
}
