/** The URL of a request. */
import { utf8AsBinaryString } from "../runtime/runtime.js";

/**
 * The URL, relative to the document or the worker's script where there is one.
 * @throws {DOMException} `SyntaxError` if it cannot be parsed
 */
export function parseUrl(url: string): URL {
  const { document, location } = globalThis as { document?: { baseURI?: string }; location?: { href?: string } };
  const base = document?.baseURI ?? location?.href;
  try {
    const parsed = new URL(url, base);
    // Chromium's parser takes a space in a host, as %20; the standard's host parser leaves no % in one.
    if (!parsed.hostname.includes("%")) return parsed;
  } catch {
    // The error of ours says more.
  }
  throw new DOMException(
    `EventSource: ${JSON.stringify(url)} is not a valid URL${base ? ` (base: ${base})` : "; give an absolute URL here"}.`,
    "SyntaxError",
  );
}

/** What a user and a password in a URL become ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)), in UTF-8. */
export function authorizationOf({ username, password }: URL): string | undefined {
  if (!username && !password) return undefined;
  let credentials = `${username}:${password}`;
  try {
    credentials = decodeURIComponent(credentials);
  } catch {
    // A `%` that escapes nothing stands for itself.
  }
  return `Basic ${btoa(utf8AsBinaryString(credentials))}`;
}

export const isHttp = ({ protocol }: URL): boolean => /^https?:$/.test(protocol);

/** The URL with a query parameter of that name, instead of any that it has. */
export function withParam(url: URL, name: string, value: string): string {
  const changed = new URL(url);
  changed.searchParams.set(name, value);
  return changed.href;
}
