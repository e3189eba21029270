/**
 * `URL`: the app's if it is complete, otherwise one with the parts that an event source needs. React Native's own can be read, but not changed,
 * and resolves a relative URL by joining two strings.
 */
import { Query } from "./query.js";
import { encodeWhere } from "./percent.js";

const PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
/** The ASCII characters of the [percent-encode sets](https://url.spec.whatwg.org/#percent-encoded-bytes). */
const FRAGMENT = /[\0-\x20"<>`\x7f]/;
const QUERY = /[\0-\x20"#<>'\x7f]/;
const PATH = /[\0-\x20"#<>?^`{}\x7f]/;
const USERINFO = /[\0-\x20"#<>?^`{}\x7f/:;=@[\\\]|]/;
/** Matches characters that are [forbidden in a host](https://url.spec.whatwg.org/#forbidden-domain-code-point). */
const NO_HOST = /[\0-\x20"#%/:<>?@[\\\]^`{|}\x7f]/;

/** A URL. With http or https it is parsed as the [standard](https://url.spec.whatwg.org/) says; with other schemes it is kept as it is. */
class PlainURL {
  protocol: string;
  username = "";
  password = "";
  hostname = "";
  port = "";
  pathname = "";
  hash = "";
  readonly searchParams = new Query();

  /** Parses a URL. A host beyond ASCII is left to the network stack, which has the tables for it. @throws {TypeError} if it cannot be parsed */
  constructor(given: string | { href: string }, base?: string | { href: string }) {
    const text = String(given).replace(/^[\0-\x20]+|[\0-\x20]+$|[\t\n\r]/g, "");
    const scheme = SCHEME.exec(text)?.[1]!.toLowerCase();
    const under = base === undefined ? undefined : new PlainURL(base);
    this.protocol = scheme ? `${scheme}:` : (under?.protocol ?? this.#refuse(text));
    const rest = scheme ? text.slice(scheme.length + 1) : text;
    const isSpecial = this.protocol in PORTS;
    const [, path, query, fragment] = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(rest)!;
    if (!scheme && !isSpecial && (fragment === undefined || path + (query ?? ""))) this.#refuse(text);
    if (fragment !== undefined) this.hash = encodeWhere(FRAGMENT, fragment);
    if (this.hash === "#") this.hash = "";
    if (!isSpecial) {
      this.pathname = scheme ? path! : under!.pathname;
      this.searchParams.text = query?.slice(1) ?? (scheme ? "" : under!.searchParams.text);
      return;
    }
    const slashed = path!.replaceAll("\\", "/");
    if (under?.protocol === this.protocol && !slashed.startsWith("//")) this.#resolve(under, slashed, query);
    else {
      const [, authority, absolute] = /^\/*([^/]*)([^]*)$/.exec(slashed)!;
      this.#parseAuthority(authority!, text);
      this.pathname = pathOf([], absolute!);
    }
    if (query !== undefined) this.searchParams.text = encodeWhere(QUERY, query.slice(1));
  }

  #refuse(text: string): never {
    throw new TypeError(`Invalid URL: ${text}`);
  }

  #resolve(base: PlainURL, path: string, query: string | undefined): void {
    for (const name of ["username", "password", "hostname", "port"] as const) this[name] = base[name];
    if (path === "" && query === undefined) this.searchParams.text = base.searchParams.text;
    if (path === "") this.pathname = base.pathname;
    else this.pathname = pathOf(path.startsWith("/") ? [] : base.pathname.split("/").slice(1, -1), path);
  }

  #parseAuthority(authority: string, text: string): void {
    const at = authority.lastIndexOf("@");
    if (at >= 0) {
      const [, user, , password = ""] = /^([^:]*)(:([^]*))?$/.exec(authority.slice(0, at))!;
      this.username = encodeWhere(USERINFO, user!);
      this.password = encodeWhere(USERINFO, password);
    }
    const [, host, , port = ""] = /^(\[[\da-f:.]+\]|[^:[][^:]*)(:(\d*))?$/i.exec(authority.slice(at + 1)) ?? this.#refuse(text);
    this.hostname = host!.startsWith("[") ? host!.toLowerCase() : domainOf(host!) || this.#refuse(text);
    if (Number(port) > 65535) this.#refuse(text);
    const shortest = port && String(Number(port));
    this.port = shortest === PORTS[this.protocol] ? "" : shortest;
  }

  get host(): string {
    return this.hostname + (this.port && `:${this.port}`);
  }

  get origin(): string {
    return this.protocol in PORTS ? `${this.protocol}//${this.host}` : "null";
  }

  get search(): string {
    return this.searchParams.text && `?${this.searchParams.text}`;
  }

  get href(): string {
    const { protocol, username, password, host, pathname, search, hash } = this;
    const user = username || password ? `${username}${password && `:${password}`}@` : "";
    return `${protocol}${protocol in PORTS ? `//${user}${host}` : ""}${pathname}${search}${hash}`;
  }

  toString(): string {
    return this.href;
  }

  toJSON(): string {
    return this.href;
  }
}

/** Resolves a path's segments, including dots, against those of a base. */
function pathOf(segments: string[], path: string): string {
  const names = path.replace(/^\//, "").split("/");
  names.forEach((name, i) => {
    const dots = name.replace(/%2e/gi, ".");
    const isLast = i === names.length - 1;
    if (dots === "..") segments.pop();
    if (dots !== "." && dots !== "..") segments.push(encodeWhere(PATH, name));
    else if (isLast) segments.push("");
  });
  return `/${segments.join("/")}`;
}

/** Returns `""` if it is invalid. */
function domainOf(host: string): string {
  try {
    const domain = decodeURIComponent(host).toLowerCase();
    return NO_HOST.test(domain) ? "" : domain;
  } catch {
    return "";
  }
}

const Native = (globalThis as unknown as { URL?: typeof PlainURL }).URL;

/** Returns whether the app's `URL` can parse, change and resolve: Expo's and react-native-url-polyfill's can, React Native's cannot. */
function isWhole(): boolean {
  try {
    const url = new Native!("HTTP://u:p@a.example:80/b/../c?d=1#e");
    url.username = url.password = "";
    (url.searchParams as unknown as URLSearchParams).set("d", "\u00E9 f");
    if (url.href !== "http://a.example/c?d=%C3%A9+f#e" || new Native!("../g", "http://a.example/b/c/d?e").href !== "http://a.example/b/g") return false;
  } catch {
    return false;
  }
  try {
    return !new Native!("/no-base");
  } catch {
    return true;
  }
}

export const URL = isWhole() ? Native! : PlainURL;
