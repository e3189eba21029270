// What an example printed, and what it asked the server for, against what its comment says.
import { asInText } from "./surroundings.mjs";

/** […] stands for anything. */
function matches(expected, actual) {
  const parts = expected.split("[…]").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`).test(actual);
}

/** As a comment has it, with the headers that the comment names: `GET /stream | authorization: x | body: y`. */
function inWords({ method, url, headers, body }, expected) {
  const names = (expected?.split(" | ").slice(1) ?? []).map((part) => part.slice(0, part.indexOf(":")));
  return [`${method} ${url}`, ...names.map((name) => `${name}: ${(name === "body" ? body : headers[name.toLowerCase()]) ?? "(none)"}`)].join(" | ");
}

function listed(what, expected, actual) {
  const isSame = expected.length === actual.length && expected.every((line, at) => matches(line, actual[at]));
  const show = (lines) => (lines.length === 0 ? "    (nothing)" : lines.map((line) => `    ${line}`).join("\n"));
  return isSame ? [] : [`${what}, expected:\n${show(expected)}\n  got:\n${show(actual)}`];
}

/** @returns sentences */
export function differences(mark, printed, server) {
  const requests = server.requests.map((request, at) => asInText(inWords(request, mark.requests[at]), server));
  return [
    ...listed("printed", mark.output, printed.map((line) => asInText(line, server))),
    // Where the comment names none, they are not its subject.
    ...(mark.requests.length > 0 ? listed("asked for", mark.requests, requests) : []),
  ];
}
