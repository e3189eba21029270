/** `eventsource-wasm/mercure`: where a Mercure hub is, and its URL for a subscription. https://mercure.rocks/spec, 0.x and 1.0. */

/** What a resource says about its hub. */
export interface MercureHub {
  /** The hub's absolute URL. */
  readonly url: string;
  /** The resource's own canonical URL, its topic: of `rel="self"`. */
  readonly self: string | undefined;
  /** The last event that is already in the resource: what comes after it should not be missed. */
  readonly lastEventId: string | undefined;
  /** The media type of the updates; `undefined`: the resource's own. */
  readonly contentType: string | undefined;
  /** The event type of the updates (1.0); `undefined`: `message`. */
  readonly type: string | undefined;
}

/** A topic, or a matcher by its type: `{ urlpattern: "https://example.com/books/:id" }`. */
export type MercureMatcher = string | { readonly [type: string]: string };

/** What to subscribe to. `topic` is for hubs of 0.x, `match` for those of 1.0; with both, either kind understands. */
export interface MercureSubscription {
  /** Topics or URI templates. */
  topic?: string | readonly string[];
  match?: MercureMatcher | readonly MercureMatcher[];
  /** Updates after this one are wanted, `"earliest"`: all that the hub has. Default: what discovery gave. */
  lastEventId?: string;
}

type Attributes = { readonly [name: string]: string | undefined };
/** A Response, or what is like one. */
type ResponseLike = { readonly url: string; readonly headers: { get(name: string): string | null } };
/** A Document, or what is like one. */
type DocumentLike = { querySelectorAll(selectors: string): ArrayLike<{ getAttribute(name: string): string | null }> };

const base = () => globalThis.document?.baseURI ?? globalThis.location?.href;
const list = <T>(one: T | readonly T[] = []) => ([] as T[]).concat(one);

/**
 * The URL to connect to.
 * @param hub its URL, or what {@link discoverHub} gave
 * @throws {TypeError} without a topic or matcher: no hub would send anything
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
 * The first hub that a resource names, by its `Link` headers or a page's `<link rel="mercure">`; `undefined` if there is none. Another
 * origin's response has to expose `Link`. Send tokens only to a hub that you trust: the resource chooses it.
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
    // Its `type` is a media type.
    return { rel: get("rel"), href: get("href"), "last-event-id": get("last-event-id"), "content-type": get("content-type") };
  });

/** [RFC 8288](https://www.rfc-editor.org/rfc/rfc8288#section-3): values are quoted or not; the first one of a name counts. */
const inHeader = (header: string): Attributes[] =>
  [...header.matchAll(/<([^>]*)>((?:[^",]|"(?:[^"\\]|\\.)*")*)/g)].map(([, href, parameters]) => ({
    ...Object.fromEntries([...parameters!.matchAll(/;\s*([^\s=;"]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s;]*))?/g)].reverse().map(([, name, value = ""]) => [name!.toLowerCase(), value.replace(/^"|\\(.)|"$/g, "$1")])),
    href,
  }));
