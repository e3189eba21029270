// The reconnect policy: each of its fields, and `decide`.

const hello = [{ status: 200 }, { write: "data: hello\n\n" }];
const nothing = [{ status: 200 }, { end: true }];
const short = [{ status: 200 }, { write: "retry: 20\ndata: a\n\n" }, { end: true }];
const refused = (status, headers) => [{ status, headers }, { write: `status ${status}` }, { end: true }];

/** Returns the `error` events until the source is closed, or a message has the data "hello". */
async function errorsOf(t, source) {
  const errors = [];
  await new Promise((resolve) => {
    source.addEventListener("error", (event) => {
      errors.push(event);
      if (!event.willReconnect) resolve();
    });
    source.addEventListener("message", ({ data }) => data === "hello" && resolve());
  });
  return errors;
}

export const cases = [
  {
    name: "reconnectionTime: the first delay, until the server sends `retry`",
    async run(t) {
      const stream = await t.script(nothing, short, [{ status: 200 }, { write: "data: hello\n\n" }]);
      const source = t.open(stream.url, { reconnectionTime: 10, reconnect: { jitter: 0 } });
      t.equal(source.reconnectionTime, 10, "at first");
      const errors = await errorsOf(t, source);
      t.same(errors.map(({ delay }) => delay), [10, 20]);
      t.equal(source.reconnectionTime, 20, "at last");
      let thrown;
      try {
        t.open(stream.url, { reconnectionTime: -1 });
      } catch (error) {
        thrown = error;
      }
      t.match(thrown?.message, /`reconnectionTime` must be a number from 0 to Infinity, not -1/, "a negative one");
    },
  },
  {
    name: "statuses: a 401 makes the next attempt fetch a fresh token",
    async run(t) {
      const stream = await t.script(refused(401), [{ status: 200 }, { write: "data: hello\n\n" }]);
      let token = "stale";
      const refresh = async () => (token = "fresh");
      const source = t.open(stream.url, {
        headers: async ({ lastError }) => {
          if (lastError?.status === 401) await refresh();
          return { Authorization: `Bearer ${token}` };
        },
        reconnect: { statuses: [401], decide: () => 0 },
      });
      const [error] = await errorsOf(t, source);
      t.same([error.reason, error.status, error.code, error.willReconnect, error.body], ["status", 401, 401, true, "status 401"]);
      t.same((await stream.log({ requests: 2 })).map(({ headers }) => headers.authorization), ["Bearer stale", "Bearer fresh"]);
    },
  },
  {
    name: "statuses: only the listed ones are retried",
    async run(t) {
      const stream = await t.script(refused(503), refused(500));
      const source = t.open(stream.url, { reconnect: { statuses: [503], decide: ({ willReconnect }) => willReconnect && 0 } });
      t.same((await errorsOf(t, source)).map(({ status, willReconnect }) => [status, willReconnect]), [[503, true], [500, false]]);
    },
  },
  ...[["seconds", "1", 1000, 1000], ["a date", new Date(Date.now() + 3_600_000).toUTCString(), 3_500_000, 3_600_000], ["a date that is past", "Wed, 21 Oct 2015 07:28:00 GMT", 0, 0]].map(([what, value, least, most]) => ({
    name: `Retry-After in ${what} is obeyed`,
    async run(t) {
      const stream = await t.script(refused(503, { "Retry-After": value }));
      const { delay, willReconnect } = await t.event(t.open(stream.url, { reconnect: { statuses: [503], jitter: 0 } }), "error");
      t.equal(willReconnect, true, "willReconnect");
      t.ok(delay >= least && delay <= most, `delay: ${delay}`);
    },
  })),
  {
    name: "factor, maxDelay, jitter: the delays of failures in a row",
    async run(t) {
      const stream = await t.script(short, nothing, nothing, nothing, hello);
      const source = t.open(stream.url, { reconnect: { factor: 3, maxDelay: 200, jitter: 0 } });
      // The backoff starts from at least 50 ms.
      t.same((await errorsOf(t, source)).map(({ delay }) => delay), [20, 150, 200, 200]);
    },
  },
  {
    name: "jitter that is given holds for the first reconnect, too",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 1000000\ndata: a\n\n" }, { end: true }]);
      const delays = [];
      for (let i = 0; i < 5; i++) delays.push((await t.event(t.open(stream.url, { reconnect: { jitter: 1 } }), "error")).delay);
      t.ok(delays.every((delay) => delay >= 1_000_000 && delay <= 2_000_000), `delays: ${delays}`);
      t.ok(new Set(delays).size > 1, `no jitter: ${delays}`);
    },
  },
  {
    name: "resetAfter: a connection that was open that long resets the backoff",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 20\n" }, { end: true }], nothing, nothing, hello);
      const source = t.open(stream.url, { reconnect: { resetAfter: 0, jitter: 0 } });
      t.same((await errorsOf(t, source)).map(({ delay }) => delay), [20, 20, 20]);
    },
  },
  {
    name: "maxAttempts: so many reconnects in a row may fail, then gave-up with what failed last",
    async run(t) {
      const stream = await t.script(short, refused(503));
      const source = t.open(stream.url, { reconnect: { maxAttempts: 2, statuses: [503], jitter: 0, maxDelay: 10 } });
      const errors = await errorsOf(t, source);
      t.same(errors.map(({ reason, willReconnect, attempt }) => [reason, willReconnect, attempt]), [["end", true, 0], ["status", true, 1], ["gave-up", false, 2]]);
      const last = errors[2];
      t.same([last.status, last.body, source.readyState], [503, "status 503", 2]);
      t.match(last.message, /maxAttempts.*503/, "message");
      t.equal((await stream.log()).length, 3, "requests");
    },
  },
  {
    name: "gave-up after an idle timeout says so",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: ": hello\n" }]);
      const source = t.open(stream.url, { idleTimeout: 50, reconnect: { maxAttempts: 0 } });
      const { reason, message } = await t.event(source, "error");
      t.equal(reason, "gave-up", "reason");
      t.match(message, /maxAttempts.*Received nothing from .* for 50 ms/, "message");
    },
  },
  {
    name: "maxElapsed: gave-up after so much time of failing",
    async run(t) {
      const stream = await t.script(nothing);
      const source = t.open(stream.url, { reconnect: { maxElapsed: 60, decide: () => 40 } });
      const errors = await errorsOf(t, source);
      t.equal(errors.at(-1).reason, "gave-up", "reason");
      t.equal(source.readyState, 2, "readyState");
    },
  },
  {
    name: "decide: is told what the policy would do; true, false, a number of ms, sync and async",
    async run(t) {
      const stream = await t.script(short, refused(404), refused(503), refused(403));
      const told = [];
      const answers = [() => true, async () => 5, async () => true, () => false];
      const decide = (failure) => (told.push(failure), answers[told.length - 1]());
      const source = t.open(stream.url, { reconnect: { decide, statuses: [503], jitter: 0, maxDelay: 10 } });
      const errors = await errorsOf(t, source);
      t.same(told.map(({ reason, status, willReconnect, delay }) => [reason, status ?? null, willReconnect, delay ?? null]),
        [["end", null, true, 20], ["status", 404, false, null], ["status", 503, true, 20], ["status", 403, false, null]]);
      t.same(errors.map(({ reason, willReconnect, delay }) => [reason, willReconnect, delay ?? null]),
        [["end", true, 20], ["status", true, 5], ["status", true, 20], ["status", false, null]]);
      t.ok(told.every(({ message, headers }, at) => message.includes(stream.url) && (at === 0) === (headers === undefined)), "message and headers");
    },
  },
  {
    name: "decide that throws, or gives something else: the connection fails, and says why",
    async run(t) {
      for (const [decide, says] of [[() => { throw new Error("no idea"); }, /no idea/], [async () => "soon", /soon/], [() => NaN, /NaN/]]) {
        const stream = await t.script(short);
        const source = t.open(stream.url, { reconnect: { decide } });
        const error = await t.event(source, "error");
        t.checkError(error, stream.url, { reason: "end", willReconnect: false });
        t.match(error.message, /reconnect\.decide/, "message");
        t.match(error.message, says, "message");
        t.match(error.error.message, says, "cause");
      }
    },
  },
  {
    name: "close() while decide is under way: nothing comes of it",
    async run(t) {
      const stream = await t.script(short, hello);
      let answer, source;
      const asked = new Promise((resolve) => (source = t.open(stream.url, { reconnect: { decide: () => (resolve(), new Promise((done) => (answer = done))) } })));
      const events = t.record(source, "error");
      await asked;
      t.equal(source.readyState, 0, "readyState");
      source.close();
      answer(0);
      await t.settle();
      t.same(events, []);
      t.equal((await stream.log()).length, 1, "requests");
    },
  },
  {
    name: "a policy makes a POST reconnect",
    async run(t) {
      const stream = await t.script(short, hello);
      await errorsOf(t, t.open(stream.url, { method: "POST", body: "b", reconnect: {} }));
      t.same((await stream.log({ requests: 2 })).map(({ method, body }) => [method, body]), [["POST", "b"], ["POST", "b"]]);
    },
  },
  {
    name: "a policy that is not one throws a TypeError that names the field",
    async run(t) {
      const wrong = [[{ maxDelay: "1" }, /reconnect\.maxDelay.*1/], [{ factor: 0.5 }, /factor/], [{ jitter: 2 }, /jitter.*0 to 1/], [{ maxAttempts: NaN }, /maxAttempts/], [{ maxElapsed: -1 }, /maxElapsed/],
        [{ resetAfter: null }, /resetAfter/], [{ statuses: [42] }, /statuses.*42/], [{ decide: true }, /decide/]];
      for (const [reconnect, says] of wrong) {
        const error = t.thrown(() => t.open(`${t.origin}/`, { reconnect }));
        t.ok(error instanceof TypeError, "not a TypeError");
        t.match(error.message, says, "message");
      }
    },
  },
];
