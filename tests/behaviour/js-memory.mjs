// For eventsource-wasm/js: its memory is an ArrayBuffer of whole pages, and another, larger one as it grows.
const PAGE = 64 << 10;
let bytes = 0;

/** To be called before the first source is made. */
export function watchBuffers() {
  const construct = (Native, [length], made) => {
    if (length > PAGE && length % PAGE === 0) bytes = length;
    return Reflect.construct(Native, [length], made);
  };
  globalThis.ArrayBuffer = new Proxy(ArrayBuffer, { construct });
}

export const jsBytes = () => bytes;
