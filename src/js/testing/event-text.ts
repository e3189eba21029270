/** Writes event streams. https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
import type { TestEvent } from "./api.js";

const FIELDS = ["type", "data", "id", "retry"];
const NEWLINE = /\r\n|\r|\n/;

/** Returns an event with the blank line that dispatches it. @throws {TypeError} if a client could not receive it as intended */
export function eventText(event: TestEvent): string {
  if (typeof event !== "object" || event === null) throw new TypeError(`send() takes { type, data, id, retry }, not ${show(event)}.`);
  for (const name of Object.keys(event)) if (!FIELDS.includes(name)) throw new TypeError(`send(): an event has type, data, id and retry, but no ${name}.${name === "event" ? " Its name is its type." : ""}`);
  const { type, data, id, retry } = event;
  const lines = [...oneLine("event", "type", type), ...oneLine("id", "id", id)];
  if (id?.includes("\0")) throw new TypeError("send(): clients ignore an id with U+0000.");
  if (data !== undefined && typeof data !== "string") throw new TypeError(`send(): data must be a string, not ${show(data)}; for an object, JSON.stringify() it.`);
  if (retry !== undefined && !(Number.isInteger(retry) && retry >= 0 && retry < 1e21)) throw new TypeError(`send(): retry must be a whole number of ms, not ${show(retry)}.`);
  if (data === undefined && id === undefined && retry === undefined) throw new TypeError('send(): without data no event is dispatched; for an empty one, give data: "".');
  if (retry !== undefined) lines.push(`retry: ${retry}`);
  if (data !== undefined) lines.push(...data.split(NEWLINE).map((line) => `data: ${line}`));
  return `${lines.join("\n")}\n\n`;
}

/** Returns a comment, which may have several lines. */
export const commentText = (text: string): string => text.split(NEWLINE).map((line) => `: ${line}\n`).join("");

/** Returns a list of one field, whose value must be a single line; empty for `undefined`. */
function oneLine(field: string, name: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (typeof value !== "string") throw new TypeError(`send(): ${name} must be a string, not ${show(value)}.`);
  if (NEWLINE.test(value)) throw new TypeError(`send(): ${name} cannot have a newline, which would end the field: ${show(value)}.`);
  return [`${field}: ${value}`];
}

export const show = (value: unknown): string => (typeof value === "string" ? JSON.stringify(value) : typeof value === "object" && value !== null ? "an object" : String(value));
