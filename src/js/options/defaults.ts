/** `EventSource.with(defaults)`. */
import { valueOf } from "../driver/request.js";
import { parseUrl } from "../driver/url.js";
import type { Attempt, EventSourceInit, EventSourceUrl } from "./init.js";

/** A source's own options over the defaults. What is no object is left to the constructor, which says so. */
export function withDefaults(defaults: EventSourceInit | ((url: string) => EventSourceInit), url: EventSourceUrl, init: EventSourceInit | null | undefined): EventSourceInit {
  const given = typeof defaults === "function" ? defaults(typeof url === "function" ? "" : parseUrl(String(url)).href) : defaults;
  const own = init ?? {};
  if (Object(own) !== own) return own;
  return { ...given, ...own, headers: merged(given?.headers, own.headers) } as EventSourceInit;
}

/** The headers of both, the second before the first. */
const merged = (first: EventSourceInit["headers"], second: EventSourceInit["headers"]): EventSourceInit["headers"] =>
  first && second
    ? async (attempt: Attempt) => {
        const headers = new Headers(await valueOf("headers", first, attempt));
        new Headers(await valueOf("headers", second, attempt)).forEach((value, name) => headers.set(name, value));
        return headers;
      }
    : (second ?? first);
