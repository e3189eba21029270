/** What a server repeats for a new leader, though it was delivered here already: it is known by its last event ID. */
import { ANSWER } from "./times.js";

const NEW = { isRepeat: false, isDoubtful: false };

export class Repeats {
  /** When what is repeated must have come: a server sends it at once. Infinity: nothing is in doubt. */
  until_ = Infinity;
  /** IDs of what was delivered, though the log does not have it. */
  #ids: Set<string> | undefined;
  /** The ID before them. */
  #base = "";
  /** So many more were delivered before those, whose IDs are forgotten. */
  #more = 0;
  #end = 0;

  expect_(ids: readonly string[], base: string, more: number, now: number): void {
    this.#more = (this.#ids ? this.#more : 0) + more;
    this.#ids = new Set([...(this.#ids ?? []), ...ids]);
    this.#ids.delete((this.#base = base));
    // Without an ID nothing is repeated.
    this.#ids.delete("");
    this.opened_(now);
  }

  /** The connection was opened. */
  opened_(now: number): void {
    this.#end = now + ANSWER;
    if (this.until_ < Infinity) this.until_ = this.#end;
  }

  /** Whether an event is a repeat; and whether those before, that were taken for repeats, may have been new. */
  take_(id: string, now: number): typeof NEW {
    const ids = this.#ids;
    if (!ids?.size) return NEW;
    if (ids.has(id)) {
      this.#more = 0;
      this.until_ = Infinity;
      return { isRepeat: true, isDoubtful: false };
    }
    if (id === this.#base) return NEW;
    if (this.#more-- > 0 && now < this.#end) {
      this.until_ = this.#end;
      return { isRepeat: true, isDoubtful: false };
    }
    return { isRepeat: false, isDoubtful: this.#stop() };
  }

  hasEndedInDoubt_(now: number): boolean {
    return now >= this.until_ && this.#stop();
  }

  #stop(): boolean {
    const isDoubtful = this.until_ < Infinity;
    this.#ids = undefined;
    this.until_ = Infinity;
    return isDoubtful;
  }
}
