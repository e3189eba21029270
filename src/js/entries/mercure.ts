/** `eventsource-wasm/mercure`: finds a Mercure hub, and makes its URL for a subscription. For https://mercure.rocks/spec 0.x and 1.0. */

/** A hub, as a resource describes it. */
export interface MercureHub {
  /** The hub's absolute URL. */
  readonly url: string;
  /** The resource's canonical URL, which is its topic: the link with `rel="self"`. */
  readonly self: string | undefined;
  /** The ID of the last update that the resource already includes. Subscribe from there to miss nothing. */
  readonly lastEventId: string | undefined;
  /** The media type of the updates; `undefined` if it is the resource's own. */
  readonly contentType: string | undefined;
  /** The event type of the updates (1.0); `undefined` means `message`. */
  readonly type: string | undefined;
}

/** A topic, or a matcher by its type: `{ urlpattern: "https://example.com/books/:id" }`. */
export type MercureMatcher = string | { readonly [type: string]: string };

/** What to subscribe to. Hubs of version 0.x read `topic`, those of 1.0 read `match`. Set both to support either. */
export interface MercureSubscription {
  /** Topics or URI templates. */
  topic?: string | readonly string[];
  match?: MercureMatcher | readonly MercureMatcher[];
  /** The ID after which updates are wanted; `"earliest"` asks for all that the hub has. Default: the `lastEventId` of the hub. */
  lastEventId?: string;
}

type Attributes = { readonly [name: string]: string | undefined };
/** The part of a Response that is used. */
type ResponseLike = { readonly url: string; readonly headers: { get(name: string): string | null } };
/** The part of a Document that is used. */
type DocumentLike = { querySelectorAll(selectors: string): ArrayLike<{ getAttribute(name: string): string | null }> };

const base = () => globalThis.document?.baseURI ?? globalThis.location?.href;
const list = <T>(one: T | readonly T[] = []) => ([] as T[]).concat(one);

/**
 * Returns the URL to connect to.
 * @param hub the hub's URL, or the result of {@link discoverHub}
 * @throws {TypeError} if there is neither a topic nor a matcher, because no hub would send anything
 */
export function mercureUrl(hub: string | URL | MercureHub, { topic, match, lastEventId }: MercureSubscription): string {
  const { url: href = hub as string, lastEventId: known } = hub as Partial<MercureHub>;
  const url = new URL(href, base());
  const add = (name: string, value: string) => url.searchParams.append(name, value);
  for (const one of list(topic)) add("topic", one);
  for (const one of list(match))
    if (typeof one === "string") add("match", one);
    else for (const type in one) add(`match_${type}`, one[type]!);
  if (!topic && !match) throw new TypeError("mercureUrl: no `topic` (0.x) or `match` (1.0).");
  const last = lastEventId ?? known;
  if (last && topic) url.searchParams.set("lastEventID", last);
  if (last && match) url.searchParams.set("last_event_id", last);
  return url.href;
}

/**
 * Returns the first hub that a resource names in its `Link` headers, or a page in its `<link rel="mercure">`; `undefined` if there is none.
 *
 * A response from another origin must expose `Link`. The resource chooses the hub, so send tokens only to a hub that you trust.
 */
export function discoverHub(source: ResponseLike | DocumentLike): MercureHub | undefined {
  const links = "headers" in source ? inHeader(source.headers.get("link") ?? "") : inDocument(source);
  const find = (rel: string) => links.find((link) => ` ${link.rel} `.toLowerCase().includes(` ${rel} `));
  const resolved = (link: Attributes) => new URL(link.href!, ("url" in source && source.url) || base()).href;
  const hub = find("mercure");
  const self = find("self");
  return hub && { url: resolved(hub), self: self && resolved(self), lastEventId: hub["last-event-id"], contentType: hub["content-type"], type: hub.type };
}

const inDocument = (page: DocumentLike): Attributes[] =>
  Array.from(page.querySelectorAll("link[href]"), (link) => {
    const get = (name: string) => link.getAttribute(name) ?? undefined;
    // `type` is left out: in HTML it is a media type.
    return { rel: get("rel"), href: get("href"), "last-event-id": get("last-event-id"), "content-type": get("content-type") };
  });

/** Parses `Link` headers ([RFC 8288](https://www.rfc-editor.org/rfc/rfc8288#section-3)). Values may be quoted; the first of each name counts. */
const inHeader = (header: string): Attributes[] =>
  [...header.matchAll(/<([^>]*)>((?:[^",]|"(?:[^"\\]|\\.)*")*)/g)].map(([, href, parameters]) => ({
    ...Object.fromEntries([...parameters!.matchAll(/;\s*([^\s=;"]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s;]*))?/g)].reverse().map(([, name, value = ""]) => [name!.toLowerCase(), value.replace(/^"|\\(.)|"$/g, "$1")])),
    href,
  }));
