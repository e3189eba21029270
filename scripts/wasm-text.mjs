// Encodes a wasm file as printable ASCII, for a string in a script: no charset can corrupt it, and hardly any byte needs an escape.
// src/js/runtime/wasm-text.ts decodes it; tests/packaging/shape.test.mjs checks that the two agree.

/** How much each prefix adds to the code of the next character. */
const PREFIXES = [["", 0], [" ", 84], ["!", 168]];
/** The range of characters: from the one after `"` on. A string must escape only one of them, `\`, which stands for two rare bytes. */
const [FIRST, LAST, OFFSET] = [35, 126, 41];

const TEXTS = [];
for (const [prefix, shift] of PREFIXES)
  for (let code = FIRST; code <= LAST; code++) TEXTS[(code + shift - OFFSET) & 255] ??= prefix + String.fromCharCode(code);

/** @param {Uint8Array} bytes */
export const wasmText = (bytes) => Array.from(bytes, (byte) => TEXTS[byte]).join("");
