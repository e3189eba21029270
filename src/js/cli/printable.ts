/** Keeps servers from controlling the terminal: with escape sequences they could rename its window or hide text. */

/** Matches control characters, and characters that change the direction of text, but not tabs and line breaks. */
const UNPRINTABLE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;

/** Escapes these characters, such as ESC to `\u001b`. In JSON strings that does not change the meaning. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
