// Cases that pass every vector of tests/vectors through the class, split into chunks in many ways.

/** How many streams run at a time. */
const BATCH = 50;
/** Inputs up to this many bytes are split in three in every possible way, longer ones in `CHOSEN_SPLITS` ways. */
const EVERY_SPLIT = 60;
const CHOSEN_SPLITS = 300;

const bytesOf = ({ input, base64 }) => (input === undefined ? Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)) : new TextEncoder().encode(input));

/** Yields lists of the indices at which to split the input. */
function* splits(length, inThree) {
  yield [];
  for (let at = 1; at < length; at++) yield [at];
  if (!inThree) return;
  const all = ((length - 1) * (length - 2)) / 2;
  const step = length <= EVERY_SPLIT ? 1 : Math.max(1, all / CHOSEN_SPLITS);
  let count = 0;
  let next = 0;
  for (let first = 1; first < length; first++)
    for (let second = first + 1; second < length; second++) {
      if (count++ < Math.floor(next)) continue;
      next += step;
      yield [first, second];
    }
}

function answer(bytes, cuts) {
  const body = new ReadableStream({
    start(controller) {
      let start = 0;
      for (const end of [...cuts, bytes.length]) {
        if (end > start) controller.enqueue(bytes.slice(start, end));
        start = end;
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}

/** Runs a vector until the source's own `error` event. A server's event of the type "error" is a MessageEvent; the source's is not. */
function play(EventSource, vector, bytes, cuts) {
  return new Promise((resolve) => {
    const source = new EventSource("https://vectors.invalid/", { fetch: () => answer(bytes, cuts), reconnect: false });
    const events = [];
    const record = (event) => {
      if (event instanceof MessageEvent) events.push({ type: event.type, data: event.data, lastEventId: event.lastEventId });
      else if (event.type === "error") resolve({ reason: event.reason, events, lastEventId: source.lastEventId, retry: source.reconnectionTime });
    };
    for (const type of new Set(["message", "error", ...vector.events.map((event) => event.type)])) source.addEventListener(type, record);
  });
}

function expectation({ events, lastEventId, retry = 3000 }) {
  return JSON.stringify({ reason: "end", events: events.map(({ type, data, lastEventId }) => ({ type, data, lastEventId })), lastEventId, retry });
}

async function runVector(t, vector, inThree) {
  const bytes = bytesOf(vector);
  const expected = expectation(vector);
  const check = async (cuts) => {
    const got = JSON.stringify(await play(t.EventSource, vector, bytes, cuts));
    if (got !== expected) throw new Error(`cut at [${cuts}]: got ${got}, expected ${expected} (${vector.why})`);
  };
  let batch = [];
  for (const cuts of splits(bytes.length, inThree)) {
    batch.push(check(cuts));
    if (batch.length === BATCH) await Promise.all(batch.splice(0));
  }
  await Promise.all(batch);
}

/** Returns a case for each vector. @param vectors a list of `{ file, vectors }`, from the server's /vectors.json */
export function vectorCases(vectors, { inThree }) {
  return vectors.flatMap(({ file, vectors }) => vectors.map((vector) => ({ name: `vectors: ${file}: ${vector.name}`, run: (t) => runVector(t, vector, inThree) })));
}
