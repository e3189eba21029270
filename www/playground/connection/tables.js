// The tables of events and attempts, and the raw bytes.
import { element } from "../element.js";
import { visible } from "../stream/notation.js";

const SHOWN = 150;
const LONGEST = 400;
const decoder = new TextDecoder();

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
const cell = (text, className = "") => element("td", { className }, text);

function eventRow({ at, kind, type, data, lastEventId, text }) {
  const tag = element("span", { className: kind === "event" ? "tag event" : "tag" }, kind === "event" ? type : "comment");
  return element("tr", {}, cell(seconds(at), "number"), element("td", {}, tag), cell(visible(lastEventId ?? "")), cell(short(kind === "event" ? data : text), "free data"));
}

function attemptRow({ number, at, lastEventId, status, events, message, delay }) {
  return element("tr", {}, cell(String(number), "number"), cell(seconds(at), "number"), cell(visible(lastEventId ?? "–")), cell(String(status ?? "–")), cell(String(events)),
    cell(delay === undefined ? "" : seconds(delay)), cell(message ?? "", "free"));
}

/** Adds what is new on top: `since` is the entry that was drawn last. */
export function drawEvents(body, entries, since) {
  const news = entries.slice(entries.lastIndexOf(since) + 1).filter(({ kind }) => kind === "event" || kind === "comment");
  body.prepend(...news.slice(-SHOWN).reverse().map(eventRow));
  while (body.childElementCount > SHOWN) body.lastElementChild.remove();
}

export const drawAttempts = (body, attempts) => body.replaceChildren(...attempts.slice(-SHOWN).reverse().map(attemptRow));

/** The bytes as text; what does not print has its name. */
export function drawBytes(host, chunks) {
  const parts = chunks.flatMap((chunk) => [visible(decoder.decode(chunk)).replaceAll("‹LF›", "‹LF›\n"), element("b", {}, "▏")]);
  host.replaceChildren(...parts);
  host.scrollTop = host.scrollHeight;
}
