/** Decodes a wasm file that scripts/wasm-text.mjs encoded as printable ASCII. */

/**
 * Returns the bytes of the file. A space or `!` shifts the next character by 84 or 168; wasm's most common bytes need no prefix. Of the
 * encodings tried, this one is the smallest after gzip and brotli, including the decoder: see src/SIZE.md.
 */
export function wasmBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 35) shift = (code - 31) * 84;
    else {
      // The array stores it modulo 256.
      bytes[length++] = code + shift - 41;
      shift = 0;
    }
  }
  return bytes.subarray(0, length);
}
