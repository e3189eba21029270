/**
 * What lib.dom names and `@types/node` does not, or names otherwise: the declarations serve projects with either. Those that
 * npm `eventsource` exports are exported.
 */

export type HeadersInit = NonNullable<RequestInit["headers"]>;
export type BodyInit = NonNullable<RequestInit["body"]>;

/** An event of the stream. The runtime's own class, whose type is not generic everywhere. */
export type MessageEvent<T = any> = Omit<globalThis.MessageEvent, "data"> & { readonly data: T };

export interface EventListenerOptions {
  capture?: boolean;
}

export interface AddEventListenerOptions extends EventListenerOptions {
  once?: boolean;
  passive?: boolean;
  signal?: AbortSignal;
}

export interface EventListener {
  (event: Event | globalThis.MessageEvent): void;
}

export interface EventListenerObject {
  handleEvent(event: Event): void;
}

export type EventListenerOrEventListenerObject = EventListener | EventListenerObject;
