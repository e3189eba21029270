/** The URL of a request. */

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

export const isHttp = ({ protocol }: URL): boolean => /^https?:$/.test(protocol);

/** The URL with a query parameter of that name, instead of any that it has. */
export function withParam(url: URL, name: string, value: string): string {
  const changed = new URL(url);
  changed.searchParams.set(name, value);
  return changed.href;
}
