/** How a wasm module becomes the one instance of a realm. */
import { wasmBytes } from "./wasm-text.js";

/**
 * What `make` gives, made at the first call. A refusal is remembered: each try of what the page's policy forbids fires a
 * `securitypolicyviolation` event.
 * @param otherwise what else the reader of the message can do
 */
export function once<T>(who: string, make: () => T, otherwise = ""): () => T {
  let made: T | undefined;
  let refusal: Error | undefined;
  return () => {
    if (made) return made;
    if (refusal) throw refusal;
    try {
      return (made = make());
    } catch (cause) {
      refusal = new Error(
        `${who} needs WebAssembly, which could not be started here (${(cause as Error).message}). If the page or worker has a Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src${otherwise}.`,
        { cause },
      );
      throw refusal;
    }
  };
}

/** A module that was bundled as text. @see wasmBytes */
export function moduleOf(text: string, options?: { builtins: string[] }): WebAssembly.Module {
  return new (WebAssembly.Module as new (bytes: BufferSource, options?: object) => WebAssembly.Module)(wasmBytes(text), options);
}

/** The exports of a module: those that wasm-bindgen made take and return numbers as they are, so none of its glue is needed. */
export const exportsOf = <T>(module: WebAssembly.Module): T => new WebAssembly.Instance(module).exports as T;
