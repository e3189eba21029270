// One source's life, in Node and in pages: from the constructor to the last event. What came is noted, run.mjs judges it.

/**
 * @param life `{ key, url, init, types, last, limit, hear, report }`: `last` is the type of the last event; `limit` bounds the life in ms; `hear` is a
 *   URL that is told of the first event, `report` one that is told of each error
 */
function play(EventSource, { key, url, init, types, last, limit, hear, report }) {
  const source = init ? new EventSource(url, init) : new EventSource(url);
  const events = [];
  const errors = [];
  let opened = 0;
  return new Promise((resolve) => {
    const finish = (outcome) => {
      clearTimeout(timer);
      source.close();
      resolve({ key, outcome, events, errors, opened });
    };
    const timer = setTimeout(finish, limit, "late");
    source.addEventListener("open", () => opened++);
    for (const type of types)
      source.addEventListener(type, (event) => {
        events.push([event.type, event.data, event.lastEventId]);
        if (events.length === 1 && hear) tell(hear);
        if (type === last) finish("whole");
      });
    source.addEventListener("error", ({ reason, willReconnect, attempt, message }) => {
      errors.push({ reason, willReconnect, attempt, message, after: events.length, readyState: source.readyState, lastEventId: source.lastEventId });
      if (source.readyState === 2) finish("closed");
      else if (report) tell(`${report}&errors=${errors.length}`);
    });
  });
}

const tell = (url) => void fetch(url, { cache: "no-store" });

/** Plays all, so many at a time; a browser gives six connections to an origin, the others wait for theirs. */
export async function playAll(EventSource, lives, lanes) {
  const records = [];
  const waiting = [...lives];
  const lane = async () => {
    for (let life; (life = waiting.shift()); ) records.push(await play(EventSource, life));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return records;
}
