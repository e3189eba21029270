/** Makes the requests that a test can inspect. */
import type { TestRequest } from "./api.js";

export const requestOf = (method: string, url: string, headers: Headers, body: string): TestRequest => ({ method, url, headers, body, lastEventId: textOf(headers.get("last-event-id") ?? "") });

/** Decodes a header's value: its code units are bytes, which the standard decodes as UTF-8. Some runtimes return the text itself. */
function textOf(value: string): string {
  const units = Array.from(value, (unit) => unit.codePointAt(0)!);
  if (units.some((unit) => unit > 0xff)) return value;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(units));
  } catch {
    return value;
  }
}
