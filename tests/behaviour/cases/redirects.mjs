// Redirects, and the headers that must not follow them to another origin.

const SECRETS = { Authorization: "Bearer secret", "X-Api-Key": "secret", "X-Plain": "plain" };
const redirectTo = (location, status = 307) => [{ status, headers: { Location: location } }, { end: true }];
const hello = [{ status: 200 }, { write: "data: hello\n\n" }, { end: true }];
const got = ({ headers }) => ["authorization", "x-api-key", "x-plain"].map((name) => headers[name] ?? null);

/** Creates two streams. Requests for the first are redirected to the second, on the same or the other origin. */
async function pair(t, { other, status }) {
  const to = await t.script(hello);
  const from = await t.script(redirectTo(other ? to.otherUrl : to.url, status));
  return { from, to };
}

export const cases = [
  {
    name: "another origin: Authorization stays behind",
    async run(t) {
      const { from, to } = await pair(t, { other: true });
      const event = await t.event(t.open(from.url, { headers: SECRETS, reconnect: false }), "message");
      t.equal(event.origin, t.other, "origin of the event");
      t.same(got((await from.log({ requests: 1 }))[0]), ["Bearer secret", "secret", "plain"], "to the first");
      // Headers that are not declared secret follow the redirect, as with `fetch`.
      t.same(got((await to.log({ requests: 1 }))[0]), [null, "secret", "plain"], "to the second");
    },
  },
  {
    name: "another origin: secretHeaders stay behind, or the redirect is refused with a clear error",
    async run(t) {
      const { from, to } = await pair(t, { other: true });
      const source = t.open(from.url, { headers: SECRETS, secretHeaders: ["x-api-key"], reconnect: false });
      if (t.isServer) {
        await t.event(source, "message");
        t.same(got((await to.log({ requests: 1 }))[0]), [null, null, "plain"], "to the second");
        return;
      }
      const error = await t.event(source, "error");
      t.checkError(error, from.url, { reason: "redirect", willReconnect: false });
      t.match(error.message, /secretHeaders/, "message");
      const requests = await to.log();
      t.ok(requests.every((request) => got(request)[1] === null), `the second was sent ${JSON.stringify(requests)}`);
    },
  },
  {
    name: "the same origin: secretHeaders go along",
    async run(t) {
      const { from, to } = await pair(t, { other: false });
      await t.event(t.open(from.url, { headers: SECRETS, secretHeaders: ["X-Api-Key"], reconnect: false }), "message");
      t.same(got((await to.log({ requests: 1 }))[0]), ["Bearer secret", "secret", "plain"], "to the second");
    },
  },
  {
    name: "secretHeaders that are not sent change nothing",
    async run(t) {
      const { from, to } = await pair(t, { other: true });
      await t.event(t.open(from.url, { headers: { "X-Plain": "plain" }, secretHeaders: ["X-Api-Key"], reconnect: false }), "message");
      t.same(got((await to.log({ requests: 1 }))[0]), [null, null, "plain"], "to the second");
    },
  },
  ...[[301, "POST", "GET", ""], [302, "POST", "GET", ""], [303, "PUT", "GET", ""], [307, "POST", "POST", "body"], [308, "PUT", "PUT", "body"]].map(([status, method, becomes, body]) => ({
    name: `secretHeaders: a ${method} redirected by ${status} becomes a ${becomes}`,
    only: ["server"], // browsers do not tell where it goes
    async run(t) {
      const { from, to } = await pair(t, { other: true, status });
      const source = t.open(from.url, { method, body: "body", headers: { ...SECRETS, "Content-Type": "text/x" }, secretHeaders: ["X-Api-Key"] });
      await t.event(source, "message");
      const [request] = await to.log({ requests: 1 });
      t.same([request.method, request.body, request.headers["content-type"] ?? null], [becomes, body, body ? "text/x" : null]);
      t.same(got(request), [null, null, "plain"]);
    },
  })),
  {
    name: "secretHeaders: a circle of redirects ends",
    only: ["server"],
    async run(t) {
      const stream = await t.script();
      await stream.control("/script", { method: "POST", body: JSON.stringify([redirectTo(stream.url)]) });
      const error = await t.event(t.open(stream.url, { headers: SECRETS, secretHeaders: ["X-Api-Key"], reconnect: false }), "error");
      t.match(error.message, /20 redirects/, "message");
      t.equal((await stream.log()).length, 21, "requests");
    },
  },
  {
    name: "redirect: manual is a clear error",
    async run(t) {
      const { from } = await pair(t, { other: false });
      const error = await t.event(t.open(from.url, { redirect: "manual" }), "error");
      t.checkError(error, from.url, { reason: t.isServer ? "status" : "redirect", willReconnect: false });
    },
  },
  {
    name: "lastEventId and custom headers go along on a redirect within the origin, as with fetch",
    async run(t) {
      const { from, to } = await pair(t, { other: false });
      await t.event(t.open(from.url, { headers: { "X-Plain": "plain" }, lastEventId: "3", reconnect: false }), "message");
      const [request] = await to.log({ requests: 1 });
      t.same([request.lastEventId, request.headers["x-plain"]], ["3", "plain"]);
    },
  },
];
