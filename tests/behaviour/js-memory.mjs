// Measures the memory of eventsource-wasm/js: an ArrayBuffer of whole pages, replaced by a larger one when it grows.
const PAGE = 64 << 10;
let bytes = 0;

/** Watches the creation of ArrayBuffers. Call it before the first source is created. */
export function watchBuffers() {
  const construct = (Native, [length], made) => {
    if (length > PAGE && length % PAGE === 0) bytes = length;
    return Reflect.construct(Native, [length], made);
  };
  globalThis.ArrayBuffer = new Proxy(ArrayBuffer, { construct });
}

export const jsBytes = () => bytes;
