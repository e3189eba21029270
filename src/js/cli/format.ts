/** Formats an event as text, for people or for programs. */
import type { Paint } from "./paint.js";
import { printable } from "./printable.js";

export interface PrintedEvent {
  type: string;
  data: string;
  id: string;
}

export type Format = (event: PrintedEvent) => string;

/** Formats an event as a line of JSON. */
export const json: Format = ({ type, data, id }) => `${printable(JSON.stringify({ type, data, id }))}\n`;

/** Formats an event as a line of JSON, with JSON data embedded as it is: if it were parsed, large numbers would lose digits. */
export const jsonData: Format = ({ type, data, id }) => {
  try {
    JSON.parse(data);
  } catch {
    return json({ type, data, id });
  }
  // In JSON, line breaks occur only between tokens.
  return printable(`{"type":${JSON.stringify(type)},"data":${data.replaceAll("\n", " ")},"id":${JSON.stringify(id)}}\n`);
};

/** Formats only the data of an event. @param isTerminal whether to escape control characters */
export const dataOnly = (isTerminal: boolean): Format => ({ data }) => `${isTerminal ? printable(data) : data}\n`;

/** Formats an event for people: the type, the ID if it is new, and the data, indented from the second line on. */
export function forPeople(paint: Paint): Format {
  let last = "";
  return ({ type, data, id }) => {
    const name = paint(type === "message" ? "dim" : "cyan", printable(type));
    const number = id === last ? "" : paint("dim", ` #${printable(id)}`);
    last = id;
    return `${name}${number}${data && "  "}${printable(data).replaceAll("\n", "\n  ")}\n`;
  };
}
