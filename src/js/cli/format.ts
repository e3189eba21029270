/** An event as text: for people, or for programs. */
import type { Paint } from "./paint.js";
import { printable } from "./printable.js";

export interface Shown {
  type: string;
  data: string;
  id: string;
}

export type Format = (event: Shown) => string;

/** A line of JSON. */
export const json: Format = ({ type, data, id }) => `${printable(JSON.stringify({ type, data, id }))}\n`;

/** Data that is JSON is put in as it came: parsed, large numbers would lose digits. */
export const jsonData: Format = ({ type, data, id }) => {
  try {
    JSON.parse(data);
  } catch {
    return json({ type, data, id });
  }
  // Line breaks in JSON stand between its tokens only.
  return printable(`{"type":${JSON.stringify(type)},"data":${data.replaceAll("\n", " ")},"id":${JSON.stringify(id)}}\n`);
};

/** @param isTerminal whether control characters would do something */
export const dataOnly = (isTerminal: boolean): Format => ({ data }) => `${isTerminal ? printable(data) : data}\n`;

/** For people: the type, the ID where it is a new one, and the data, whose further lines are indented. */
export function forPeople(paint: Paint): Format {
  let last = "";
  return ({ type, data, id }) => {
    const name = paint(type === "message" ? "dim" : "cyan", printable(type));
    const number = id === last ? "" : paint("dim", ` #${printable(id)}`);
    last = id;
    return `${name}${number}${data && "  "}${printable(data).replaceAll("\n", "\n  ")}\n`;
  };
}
