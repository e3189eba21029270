/** [Percent-encoding](https://url.spec.whatwg.org/#percent-encoded-bytes). */

import { TextDecoder } from "./text-decoder.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Percent-encodes the characters that match, and all beyond ASCII, as UTF-8. */
export function encodeWhere(set: RegExp, text: string): string {
  let encoded = "";
  for (const character of text) encoded += character > "\x7f" || set.test(character) ? percent(character) : character;
  return encoded;
}

/** Encodes one character. `encodeURIComponent` alone is not enough, because it leaves some ASCII characters as they are. */
function percent(character: string): string {
  if (character <= "\x7f") return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  // Half of a surrogate pair is not a character.
  return encodeURIComponent(/^[\uD800-\uDFFF]$/.test(character) ? "\uFFFD" : character);
}

/** Decodes percent-encoded bytes as UTF-8. */
export const decode = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => decoder.decode(Uint8Array.from(bytes.slice(1).split("%"), (byte) => parseInt(byte, 16))));
