// The form in the page's address, behind `#`, which no server sees. What a secret is stays out: whoever is sent the address gets the
// header's name, and fills in a value of their own.
import { EMPTY, headersOf } from "./config.js";

const SECRET_NAMES = new Set(["authorization", "proxy-authorization", "cookie"]);
/** Names that are secrets in all likelihood. */
const LOOKS_SECRET = /auth|token|secret|key|cookie|session|passw|credential|csrf|signature/i;

const isSecret = (name, secretHeaders) =>
  SECRET_NAMES.has(name.toLowerCase()) || LOOKS_SECRET.test(name) || secretHeaders.toLowerCase().split(/[\s,]+/).includes(name.toLowerCase());

/** The header lines without the values that are nobody else's. */
const shareable = ({ headers, secretHeaders }) =>
  headersOf(headers).map(([name, value]) => (isSecret(name, secretHeaders) ? `${name}:` : `${name}: ${value}`)).join("\n");

/** A URL without its user and password. What is no absolute URL can have none. */
function withoutUser(url) {
  try {
    const parsed = new URL(url);
    if (!parsed.username && !parsed.password) return url;
    parsed.username = parsed.password = "";
    return parsed.href;
  } catch {
    return url;
  }
}

/** The address's part for the form; what is as it was at the beginning is left out. */
export function written(config) {
  const shared = { ...config, url: withoutUser(config.url), headers: shareable(config) };
  const fields = Object.entries(shared).filter(([name, value]) => value !== EMPTY[name]);
  return `#${new URLSearchParams(fields.map(([name, value]) => [name, String(value)]))}`;
}

/** The form that an address describes; `undefined` if it has no URL. Unknown names are passed over. */
export function read(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  if (!fields.get("url")) return undefined;
  const config = { ...EMPTY };
  for (const [name, value] of fields) if (Object.hasOwn(EMPTY, name)) config[name] = typeof EMPTY[name] === "boolean" ? value === "true" : value;
  return config;
}

/** The names of headers that were shared without a value. */
export const missing = ({ headers }) => headersOf(headers).filter(([, value]) => value === "").map(([name]) => name);
