/**
 * Types that lib.dom has, but `@types/node` lacks or names differently, so that our declarations work in projects with either. Some are
 * exported to users, because npm `eventsource` exports them.
 */

export type HeadersInit = NonNullable<RequestInit["headers"]>;
export type BodyInit = NonNullable<RequestInit["body"]>;

/** A message event: the runtime's own class. Generic here, because the runtime's type is not generic everywhere. */
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

/** The bytes of a wasm file. Not lib.dom's `BufferSource`, because its parts are generic only in newer compilers. */
export type WasmBytes = ArrayBuffer | ArrayBufferView;

/** `WebAssembly.Module`, or `object` in projects whose types lack it. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : object;
