/** `EventSource.with(defaults)`. */
import { optionValue, orFailure } from "../driver/request-failure.js";
import { parseUrl } from "../driver/url.js";
import type { Attempt, EventSourceInit, EventSourceUrl } from "./init.js";

/** Merges a source's own options into the defaults. If they are not an object, returns them as they are: the constructor throws. */
export function withDefaults(defaults: EventSourceInit | ((url: string) => EventSourceInit), url: EventSourceUrl, init: EventSourceInit | null | undefined): EventSourceInit {
  const given = typeof defaults === "function" ? defaults(typeof url === "function" ? "" : parseUrl(String(url)).href) : defaults;
  const own = init ?? {};
  if (Object(own) !== own) return own;
  return { ...given, ...own, headers: merged(given?.headers, own.headers) } as EventSourceInit;
}

/** Merges headers by name; the second ones override the first. */
const merged = (first: EventSourceInit["headers"], second: EventSourceInit["headers"]): EventSourceInit["headers"] =>
  first && second
    ? async (attempt: Attempt) => {
        const [under, over] = [await optionValue("headers", first, attempt), await optionValue("headers", second, attempt)];
        // Futile: an invalid header would be invalid next time, too.
        return orFailure("headers", true, () => {
          const headers = new Headers(under);
          new Headers(over).forEach((value, name) => headers.set(name, value));
          return headers;
        });
      }
    : (second ?? first);
