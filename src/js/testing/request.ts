/** Requests as a test looks at them. */
import type { TestRequest } from "./api.js";

export const requestOf = (method: string, url: string, headers: Headers, body: string): TestRequest => ({ method, url, headers, body, lastEventId: textOf(headers.get("last-event-id") ?? "") });

/** A header's value is read as bytes, of which the standard makes UTF-8. Some runtimes give the text itself. */
function textOf(value: string): string {
  const units = Array.from(value, (unit) => unit.codePointAt(0)!);
  if (units.some((unit) => unit > 0xff)) return value;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(units));
  } catch {
    return value;
  }
}
