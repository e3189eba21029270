// A wasm file as printable ASCII, for a string in a script: no charset can spoil it, and hardly a byte needs an escape.
// src/js/runtime/wasm-text.ts reads it. The table is its arithmetic turned round; tests/packaging/wasm-text.test.mjs holds the two together.

/** What each prefix adds to the code of the character behind it. */
const PREFIXES = [["", 0], [" ", 84], ["!", 168]];
/** Without `"` and what comes before it. Of the rest a string has to escape `\` alone, which stands for two rare bytes. */
const [FIRST, LAST, OFFSET] = [35, 126, 41];

const TEXTS = [];
for (const [prefix, shift] of PREFIXES)
  for (let code = FIRST; code <= LAST; code++) TEXTS[(code + shift - OFFSET) & 255] ??= prefix + String.fromCharCode(code);

/** @param {Uint8Array} bytes */
export const wasmText = (bytes) => Array.from(bytes, (byte) => TEXTS[byte]).join("");
