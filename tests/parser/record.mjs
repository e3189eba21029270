// What a parser says, as a list: the same for both.

/** Feeds chunks to a parser of `createParser` and gives all calls in their order. */
export function record(createParser, chunks, options = {}) {
  const calls = [];
  const note = (name) => (value) => calls.push([name, value]);
  const parser = createParser({
    onEvent: note("event"), onId: note("id"), onRetry: note("retry"), onComment: note("comment"),
    onError: ({ name, type, message, field, value, line }) => calls.push(["error", { name, type, message, field, value, line }]),
    ...options,
  });
  for (const chunk of chunks) parser.feed(chunk);
  return calls;
}

/** `list` cut in front of each of the ascending places. */
export const cut = (list, places) => [0, ...places].map((from, i) => list.slice(from, places[i] ?? list.length));
