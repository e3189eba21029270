// How the text area writes what cannot be typed: `‹CR›`, `‹LF›`, `‹NUL›`, `‹BOM›`, and any byte in hexadecimal, as `‹F0›`.
// A text area has LF for every line break, so a typed one is LF.

const NAMED = { CR: [0x0d], LF: [0x0a], NUL: [0x00], BOM: [0xef, 0xbb, 0xbf] };
const TOKEN = /‹(CR|LF|NUL|BOM|[0-9A-Fa-f]{2})›/;
const encoder = new TextEncoder();

/** The bytes that a text stands for. */
export function bytesOf(text) {
  // Split by a pattern with a group: tokens stand at the odd places.
  const parts = text.split(TOKEN).map((part, i) => (i % 2 === 0 ? encoder.encode(part) : (NAMED[part] ?? [Number.parseInt(part, 16)])));
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const NAMES = { 0x00: "NUL", 0x09: "TAB", 0x0a: "LF", 0x0d: "CR", 0x20: "·" };

/** What one byte is shown as: a character, a name, or nothing where only its number says what it is. */
export const glyphOf = (byte) => NAMES[byte] ?? (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "");

export const hexOf = (byte) => byte.toString(16).padStart(2, "0");

const tokenOf = (character) => {
  const code = character.codePointAt(0);
  return `‹${code === 0xfeff ? "BOM" : (NAMES[code] ?? hexOf(code).toUpperCase())}›`;
};

/** A text with its control characters in this notation. */
export const visible = (text) => text.replace(/[\0-\x1f\x7f\ufeff]/g, tokenOf);
