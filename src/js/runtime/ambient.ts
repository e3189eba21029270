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

/** A wasm file's bytes. Not lib.dom's `BufferSource`, whose parts are generic in newer compilers only. */
export type WasmBytes = ArrayBuffer | ArrayBufferView;

/** A `WebAssembly.Module`, where that has a name. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : object;
