// Plays one source's life, in Node and in pages: from the constructor to the last event. It only records; run.mjs judges.

/**
 * @param life `{ key, url, init, types, last, limit, onFirstEvent, onError }`: `last` is the type of the last event; `limit` bounds the life, in
 *   ms; `onFirstEvent` and `onError` are URLs to fetch at the first event, and at each error
 */
function play(EventSource, { key, url, init, types, last, limit, onFirstEvent, onError }) {
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
        if (events.length === 1 && onFirstEvent) request(onFirstEvent);
        if (type === last) finish("whole");
      });
    source.addEventListener("error", ({ reason, willReconnect, attempt, message }) => {
      errors.push({ reason, willReconnect, attempt, message, after: events.length, readyState: source.readyState, lastEventId: source.lastEventId });
      if (source.readyState === 2) finish("closed");
      else if (onError) request(`${onError}&errors=${errors.length}`);
    });
  });
}

const request = (url) => void fetch(url, { cache: "no-store" });

/** Plays all lives, this many at a time. A browser has six connections for an origin, so the others wait. */
export async function playAll(EventSource, lives, lanes) {
  const records = [];
  const waiting = [...lives];
  const lane = async () => {
    for (let life; (life = waiting.shift()); ) records.push(await play(EventSource, life));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return records;
}
