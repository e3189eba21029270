/** The class's sink: dispatches events to listeners, and queues them for loops over the source. */
import { errorEvent, type Failure } from "../failure/failure.js";
import { messageEvent } from "./message-event.js";
import { queueFor, type Queue, type QueueOwner } from "./queue.js";
import type { Sink } from "./sink.js";

export class Dispatcher implements Sink {
  /** The event types for which a listener was ever added. */
  readonly listenedTypes_ = new Set<string>();
  readonly #target: EventTarget;
  readonly #queues = new Set<Queue<MessageEvent<string>>>();

  constructor(target: EventTarget) {
    this.#target = target;
  }

  /** Creates a queue for a loop, which gets every event from now on. */
  queue_(owner: QueueOwner): Queue<MessageEvent<string>> {
    const queue = queueFor<MessageEvent<string>>(owner);
    this.#queues.add(queue);
    return queue;
  }

  get ignoresMessages_(): boolean {
    return this.#queues.size === 0 && !this.listenedTypes_.has("message");
  }

  /** True if any loop is full: the slowest loop sets the pace. */
  get full_(): boolean {
    for (const queue of this.#queues) if (queue.full_) return true;
    return false;
  }

  opened_({ status, headers, url }: Response): void {
    this.#target.dispatchEvent(Object.assign(new Event("open"), { status, headers, url }));
  }

  message_(type: string, data: string, origin: string, lastEventId: string, beforeDispatch?: (event: never) => void): void {
    type ||= "message";
    const isHeard = this.listenedTypes_.has(type);
    if (!isHeard && !beforeDispatch && this.#queues.size === 0) return;
    const event = messageEvent(type, data, origin, lastEventId);
    beforeDispatch?.(event as never);
    if (isHeard) this.#target.dispatchEvent(event);
    for (const queue of this.#queues) queue.push_(event);
  }

  failed_(failure: Failure): Failure {
    const event = errorEvent(failure);
    this.#target.dispatchEvent(event);
    if (!failure.willReconnect) this.closed_();
    return event;
  }

  closed_(): void {
    for (const queue of this.#queues) queue.end_();
    this.#queues.clear();
  }
}
