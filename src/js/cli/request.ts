/** Makes the request from the command line. */
import { readFile } from "node:fs/promises";
import type { EventSourceInit } from "eventsource-wasm";
import { quote, UsageError, wholeNumber, type Arguments } from "./arguments.js";

/** Headers that are not secret: they may follow a redirect to another origin. */
const NOT_SECRET = ["accept", "accept-language", "content-type", "user-agent"];

export interface CommandRequest {
  url: string;
  init: EventSourceInit & { method: string };
}

/** Returns the request for the arguments. @throws {UsageError} */
export async function requestOf(given: Arguments): Promise<CommandRequest> {
  const url = urlOf(given.url);
  const headers = headersOf(given.header);
  const [data] = given.data;
  const method = (given.request ?? (data === undefined ? "GET" : "POST")).toUpperCase();
  const isSafe = method === "GET" || method === "HEAD";
  if (isSafe && data !== undefined) throw new UsageError(`A ${method} has no body: leave out -X, which makes it a POST, or -d.`);
  const lastEventId = given["last-event-id"] ?? "";
  if (/[\0\r\n]/.test(lastEventId)) throw new UsageError("--last-event-id takes an ID, which has no line breaks in it.");
  const reconnect = given.reconnect ?? (isSafe && !given["no-reconnect"]);
  const maxAttempts = wholeNumber(given, "max-attempts");
  if (maxAttempts !== undefined && !reconnect)
    throw new UsageError(`--max-attempts is about reconnecting, which ${given["no-reconnect"] ? "--no-reconnect forbids: leave one out" : `a ${method} does only with --reconnect: add that`}.`);
  const secretHeaders = [...headers.keys()].filter((name) => !NOT_SECRET.includes(name));
  const init = {
    method, headers, lastEventId, secretHeaders,
    reconnect: reconnect && maxAttempts !== undefined ? { maxAttempts } : reconnect,
    connectTimeout: wholeNumber(given, "connect-timeout") ?? 0,
    idleTimeout: wholeNumber(given, "idle-timeout") ?? 0,
  };
  checkMethod(url, method);
  if (data === undefined) return { url, init };
  const body = await readData(data);
  if (!headers.has("content-type")) headers.set("content-type", isJson(body) ? "application/json" : "text/plain");
  return { url, init: { ...init, body } };
}

function urlOf(given: string): string {
  // Checked first, because the URL parser takes "localhost:8080" for a URL with the scheme "localhost".
  if (!/^https?:\/\//i.test(given)) throw new UsageError(`${quote(given)} is no URL of an event stream: begin it with http:// or https://.`);
  if (!URL.canParse(given)) throw new UsageError(`${quote(given)} is not a valid URL: check the host and the port.`);
  const url = new URL(given);
  if (url.username || url.password) throw new UsageError(`The URL has credentials in it, which fetch does not send: leave them out, and give -H "Authorization: Basic …".`);
  url.hash = "";
  return url.href;
}

function headersOf(given: readonly string[]): Headers {
  const headers = new Headers();
  for (const header of given) {
    const colon = header.indexOf(":");
    // Quote only the beginning: an invalid header may contain a token, and the message may end up in a log.
    const beginning = quote(/^\s*\S{0,20}/.exec(header)![0]);
    if (colon < 0) throw new UsageError(`The header that begins with ${beginning} has no colon: write -H "Name: value".`);
    const name = header.slice(0, colon).trim();
    try {
      // `Headers` takes bytes as a string with one code unit for each.
      headers.append(name, Buffer.from(header.slice(colon + 1).trim()).toString("latin1"));
    } catch {
      throw new UsageError(`The header that begins with ${beginning} is none: its name is made of letters, digits and "-", and its value has no line breaks. Write -H "Name: value".`);
    }
  }
  return headers;
}

function checkMethod(url: string, method: string): void {
  try {
    new Request(url, { method });
  } catch {
    throw new UsageError(`-X ${quote(method)} is not a method that fetch sends: use POST, PUT, PATCH, GET or another one.`);
  }
}

/** Reads the whole body, so that it can be sent again. */
async function readData(given: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!given.startsWith("@")) return Buffer.from(given);
  const file = given.slice(1);
  if (file === "-") {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(part);
    return Buffer.concat(parts);
  }
  try {
    return await readFile(file);
  } catch (error) {
    throw new UsageError(`-d ${given}: the file cannot be read (${(error as NodeJS.ErrnoException).code}). After the @ comes the path of a file, or - for stdin.`);
  }
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}
