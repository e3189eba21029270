/** How a wasm module becomes the one instance of a realm. */

/** Not refused, only too early: the next try may succeed. */
export class NotReady extends Error {}

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
      if (cause instanceof NotReady) throw cause;
      refusal = new Error(
        `${who} needs WebAssembly, which could not be started here` +
          (cause instanceof Error ? ` (${cause.message})` : "") +
          ". If the page or worker has a Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src" +
          otherwise +
          ".",
        { cause },
      );
      throw refusal;
    }
  };
}

/** A module that was bundled as a text with one code unit per byte: in brotli that takes a fifth less than base64. */
export function moduleOf(text: string, options?: { builtins: string[] }): WebAssembly.Module {
  // webpack's output has the text in UTF-8, and a page may not say so.
  if (/[^\0-\xff]/.test(text)) throw new Error('its script was not read as UTF-8; the page needs <meta charset="utf-8">');
  const { Buffer } = globalThis as { Buffer?: { from?(text: string, encoding: "latin1"): Uint8Array } };
  const bytes = Buffer?.from?.(text, "latin1") ?? bytesOf(text);
  const { Module } = WebAssembly as unknown as { Module: new (bytes: Uint8Array, options?: object) => WebAssembly.Module };
  return new Module(bytes, options);
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
