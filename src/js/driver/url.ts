/** Parses and changes request URLs. */
import { utf8AsBinaryString } from "../runtime/runtime.js";

/**
 * Parses a URL, relative to the document or the worker's script if there is one.
 * @throws {DOMException} `SyntaxError` if it cannot be parsed
 */
export function parseUrl(url: string): URL {
  const { document, location } = globalThis as { document?: { baseURI?: string }; location?: { href?: string } };
  const base = document?.baseURI ?? location?.href;
  try {
    const parsed = new URL(url, base);
    // Chromium accepts a space in a host and makes it %20. The standard's host parser rejects it, and leaves no % in a host.
    if (!parsed.hostname.includes("%")) return parsed;
  } catch {
    // Our own error says more.
  }
  throw new DOMException(
    `EventSource: ${JSON.stringify(url)} is not a valid URL${base ? ` (base: ${base})` : "; give an absolute URL here"}.`,
    "SyntaxError",
  );
}

/** Returns the `Authorization` value for a URL's user and password ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617), in UTF-8), if it has any. */
export function authorizationOf({ username, password }: URL): string | undefined {
  if (!username && !password) return undefined;
  let credentials = `${username}:${password}`;
  try {
    credentials = decodeURIComponent(credentials);
  } catch {
    // A `%` that begins no valid escape stays as it is.
  }
  return `Basic ${btoa(utf8AsBinaryString(credentials))}`;
}

export const isHttp = ({ protocol }: URL): boolean => /^https?:$/.test(protocol);

/** Returns the URL with a query parameter set, replacing any of that name. */
export function withParam(url: URL, name: string, value: string): string {
  const changed = new URL(url);
  changed.searchParams.set(name, value);
  return changed.href;
}
