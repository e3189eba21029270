/** Who shares with whom: those with the same key. */
import { CREDENTIALS } from "../runtime/credentials.js";
import type { EventSourceInit, EventSourceUrl } from "../options/init.js";

const isFunction = (value: unknown): value is Function => typeof value === "function";

/** The request as far as all attempts have it in common, functions by their source; and whether it says all. */
function requestOf(url: EventSourceUrl, href: string, init: EventSourceInit): [request: unknown[], isPlain: boolean] {
  const { method = "GET", body, headers, secretHeaders, withCredentials, credentials } = init;
  const place = href && new URL(href);
  // It is as secret as the header that it becomes.
  if (place) place.username = place.password = "";
  // Secrets are neither part of a key nor compared.
  const secret = [...CREDENTIALS, ...(secretHeaders ?? [])].map((name) => name.toLowerCase());
  const fields = isFunction(headers) ? [] : [...new Headers(headers ?? undefined)].filter(([name]) => !secret.includes(name));
  const isText = body == null || typeof body === "string" || body instanceof URLSearchParams;
  const request = [String(isFunction(url) ? url : place), isFunction(method) ? String(method) : method.toUpperCase(), isText || isFunction(body) ? String(body ?? "") : "", fields, withCredentials ? "include" : credentials ?? ""];
  return [request, isText && ![url, method].some(isFunction)];
}

/**
 * @param href the URL, absolute, if it is no function
 * @throws {TypeError} if it needs a name
 */
export function keyOf(url: EventSourceUrl, href: string, init: EventSourceInit, name: string | undefined): string {
  if (name !== undefined) return JSON.stringify([String(name)]);
  const [request, isPlain] = requestOf(url, href, init);
  if (!isPlain) throw new TypeError("SharedEventSource: set `name`: by a URL, method or body that is a function, or a body that is no text, nobody can tell which streams are the same.");
  return JSON.stringify(request);
}

/** By this, members that share find out that their requests or functions differ. */
export function printOf(url: EventSourceUrl, href: string, init: EventSourceInit): string {
  const functions = [...Object.values(init), (init.reconnect as { decide?: unknown } | undefined)?.decide].filter(isFunction);
  return mix(JSON.stringify([requestOf(url, href, init), functions.map(String)])).slice(8, 16);
}

const hex = (number: number): string => (number >>> 0).toString(16).padStart(8, "0");

/** 128 bits: four 32-bit hashes, each of which takes in the others. */
export function mix(text: string): string {
  let [a, b, c, d] = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f];
  for (let at = -8; at < text.length; at++) {
    const code = at < 0 ? text.length : text.charCodeAt(at);
    [a, b, c, d] = [b ^ Math.imul(a ^ code, 0x2c1b3c6d), c ^ Math.imul(b ^ code, 0x297a2d39), d ^ Math.imul(c ^ code, 0x1b873593), a ^ Math.imul(d ^ code, 0x165667b1)];
    a ^= d >>> 15;
    c ^= b >>> 13;
  }
  for (let round = 0; round < 8; round++) [a, b, c, d] = [b ^ Math.imul(a ^ (a >>> 16), 0x85ebca6b), c ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35), d ^ (c >>> 16), a ^ Math.imul(d, 0x9e3779b1)];
  return [a, b, c, d].map(hex).join("");
}

/** A key's name for everybody to see: SHA-256's, where the context is secure. */
export async function hashOf(key: string): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) return mix(key);
  const digest = new Uint32Array(await subtle.digest("SHA-256", new TextEncoder().encode(key)));
  return [...digest].slice(0, 4).map(hex).join("");
}
