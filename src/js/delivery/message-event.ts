/** The event of a message: a MessageEvent by all that a listener can see, and several times as fast to make. */

import { platform } from "../runtime/platform.js";

/**
 * In Chromium and in Node most of an event's time went into `new MessageEvent`. This is an Event that inherits from
 * MessageEvent and answers for it: `instanceof`, `toString()` and all attributes are as they would be.
 */
class LightMessageEvent extends Event {
  readonly #data: string;
  readonly #origin: string;
  readonly #lastEventId: string;

  constructor(type: string, data: string, origin: string, lastEventId: string) {
    super(type);
    this.#data = data;
    this.#origin = origin;
    this.#lastEventId = lastEventId;
  }

  get data(): string {
    return this.#data;
  }
  get origin(): string {
    return this.#origin;
  }
  get lastEventId(): string {
    return this.#lastEventId;
  }
  get source(): null {
    return null;
  }
  get ports(): readonly MessagePort[] {
    return NO_PORTS;
  }
}

const NO_PORTS: readonly MessagePort[] = Object.freeze([]);

/** Whether the light class can stand in. */
let isFaithful: boolean | undefined;

function complete(): boolean {
  let model: MessageEvent;
  try {
    model = new MessageEvent("");
  } catch {
    // No such class, or one that cannot be used (the edge runtime of Next.js): then it is an Event with the attributes.
    return true;
  }
  const { prototype } = LightMessageEvent;
  const own = Object.getOwnPropertyDescriptors<object>(prototype) as PropertyDescriptorMap;
  Object.setPrototypeOf(prototype, MessageEvent.prototype);
  prototype.constructor = MessageEvent;
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(MessageEvent.prototype))) {
    // What a browser has beyond the standard's (`userActivation`) is null where nobody gave it.
    if (descriptor.get) Object.defineProperty(prototype, name, { ...descriptor, get: own[name]?.get ?? (() => null) });
  }
  // Firefox hides `isTrusted` of a class that extends Event from enumeration; it is no faster with it either.
  return String(Object.keys(new LightMessageEvent("", "", "", ""))) === String(Object.keys(model));
}

export function messageEvent(type: string, data: string, origin: string, lastEventId: string): MessageEvent<string> {
  if (platform.messageEvent_) return platform.messageEvent_(type, data, origin, lastEventId);
  return (isFaithful ??= complete()) ? (new LightMessageEvent(type, data, origin, lastEventId) as Event as MessageEvent<string>) : new MessageEvent(type, { data, origin, lastEventId });
}
