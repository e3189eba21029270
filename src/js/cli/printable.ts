/** What a server sends is not to drive the terminal: as text, ESC could rename its window or hide what was there. */

/** Control characters, and those that turn the direction of text; a tab and a line break stay. */
const UNPRINTABLE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;

/** With `\u001b` for ESC: in JSON it means the same as before. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
