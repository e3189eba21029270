// What a parser tells of the chunks it is fed.

/** All that a parser of `createParser` says, in order: `{ chunk, kind, … }`, where `chunk` counts from 1. */
export function parsed(createParser, chunks) {
  const told = [];
  let chunk = 0;
  const tell = (kind, what) => told.push({ chunk, kind, ...what });
  const parser = createParser({
    onEvent: ({ event, data, id }) => tell("event", { event, data, id }),
    onId: (id) => tell("id", { id }),
    onRetry: (retry) => tell("retry", { retry }),
    onComment: (comment) => tell("comment", { comment }),
    onError: ({ message }) => tell("error", { message }),
  });
  for (const bytes of chunks) {
    chunk++;
    parser.feed(bytes);
  }
  return told;
}
