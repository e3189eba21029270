/** The one wasm instance that serves every EventSource of a realm, made by the first constructor call. */
import { initSync, Source, type InitOutput } from "../../build/wasm/eventsource_wasm.js";

export { Source };

/** What differs between the entry points. */
export interface Platform {
  /** The compiled module. Runs at most once; may throw where the page's policy forbids wasm. */
  module(): WebAssembly.Module;
  /** Fields of `RequestInit` that every request gets unless the user sets them. */
  readonly requestDefaults: RequestInit;
  /** The `Last-Event-ID` value as this runtime's `Headers` wants it, so that UTF-8 is what is sent. */
  lastEventIdValue(id: string): string;
}

let platform: Platform;
let instance: InitOutput | undefined;
let failure: Error | undefined;

/** Called once by each entry point. */
export function usePlatform(chosen: Platform): void {
  platform = chosen;
}

export function currentPlatform(): Platform {
  return platform;
}

/**
 * The instance. A refusal is remembered: each try of a forbidden one fires a `securitypolicyviolation` event.
 * @throws {Error} where wasm is missing or forbidden; the message says what to allow.
 */
export function wasm(): InitOutput {
  if (instance) return instance;
  if (failure) throw failure;
  try {
    return (instance = initSync({ module: platform.module() }));
  } catch (cause) {
    failure = new Error(
      "EventSource needs WebAssembly, which could not be started here" +
        (cause instanceof Error ? ` (${cause.message})` : "") +
        ". If the page or worker has a Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src.",
      { cause },
    );
    throw failure;
  }
}

/** The bytes of standard base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
