/** Instantiates a wasm module, once per realm. */
import { wasmBytes } from "./wasm-text.js";

/**
 * Returns a function that calls `make` the first time, and then returns the same result. It also remembers a failure, because each
 * attempt to use wasm against the page's policy fires a `securitypolicyviolation` event.
 * @param who what needs wasm, for the error message
 * @param alternative the message's advice for another way out
 */
export function once<T>(who: string, make: () => T, alternative = ""): () => T {
  let result: T | undefined;
  let failure: Error | undefined;
  return () => {
    if (result) return result;
    if (failure) throw failure;
    try {
      return (result = make());
    } catch (cause) {
      failure = new Error(
        `${who} needs WebAssembly, which could not be started here (${(cause as Error).message}). If the page or worker has a Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src${alternative}.`,
        { cause },
      );
      throw failure;
    }
  };
}

/** Compiles a module that was bundled as text. @see wasmBytes */
export function moduleOf(text: string, options?: { builtins: string[] }): WebAssembly.Module {
  return new (WebAssembly.Module as new (bytes: BufferSource, options?: object) => WebAssembly.Module)(wasmBytes(text), options);
}

/** Instantiates a module, and returns its exports. They take and return plain numbers, so wasm-bindgen's glue is not needed. */
export const exportsOf = <T>(module: WebAssembly.Module): T => new WebAssembly.Instance(module).exports as T;
