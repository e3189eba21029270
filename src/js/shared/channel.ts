/** The way to the other members. */
import { isMessage, type Message } from "./protocol.js";

export class Channel {
  readonly #name: string;
  readonly #hear: (message: Message) => void;
  #channel: BroadcastChannel | undefined;

  constructor(name: string, hear: (message: Message) => void) {
    this.#name = name;
    this.#hear = hear;
  }

  /** Whether there is one here: in pages and workers, but for those of Node, that are of no origin. */
  open_(): boolean {
    try {
      this.#channel ??= new BroadcastChannel(this.#name);
    } catch {
      return false;
    }
    this.#channel.onmessage = ({ data }) => {
      if (isMessage(data)) this.#hear(data);
    };
    return true;
  }

  post_(message: Message): void {
    this.#channel?.postMessage(message);
  }

  /** Posts it to oneself, too. */
  echo_(message: Message): void {
    const other = new BroadcastChannel(this.#name);
    other.postMessage(message);
    other.close();
  }

  /** An open one may keep its page out of the back/forward cache. */
  close_(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}
