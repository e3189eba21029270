// How the command ends, and what it does when the connection changes.
import assert from "node:assert/strict";
import { run, start } from "../command.mjs";

const ab = [{ status: 200 }, { write: "retry: 10\nid: 1\ndata: a\n\ndata: b\n\n" }];
const ended = [...ab, { end: true }];
const gone = [{ status: 204 }, { end: true }];
const data = (stdout) => stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line).data);

export const cases = [
  {
    name: "a GET reconnects with the last event ID, says so, and ends with 0 when the server asks it to stop",
    async run({ script }) {
      const stream = await script(ended, [{ status: 200 }, { write: "data: c\n\n" }, { end: true }], gone);
      const { code, stdout, stderr } = await run([stream.url]);
      assert.equal(code, 0, stderr);
      assert.deepEqual(data(stdout), ["a", "b", "c"]);
      assert.deepEqual((await stream.log()).map(({ lastEventId }) => lastEventId), [undefined, "1", "1"]);
      const lines = stderr.trimEnd().split("\n");
      const again = `* The server ended the stream at ${stream.url}. Reconnecting in 10 ms.`;
      assert.deepEqual(lines, [`* GET ${stream.url}`, "* 200 text/event-stream", again, "* 200 text/event-stream", again, `* ${stream.url} returned status 204 (No Content), which tells clients to stop reconnecting.`]);
    },
  },
  {
    name: "--no-reconnect: the stream's end is the end, with 0",
    async run({ script }) {
      const stream = await script(ended);
      const { code, stdout, stderr } = await run([stream.url, "--no-reconnect"]);
      assert.deepEqual([code, data(stdout)], [0, ["a", "b"]]);
      assert.match(stderr, /\* The server ended the stream at \S+\. Not reconnecting: --reconnect is off\.\n$/);
      assert.equal((await stream.log()).length, 1, "requests");
    },
  },
  {
    name: "a connection that breaks off, or is not made, ends with 3 and the cause",
    async run({ script, server }) {
      const stream = await script([...ab, { destroy: true }]);
      const broken = await run([stream.url, "--no-reconnect"]);
      assert.deepEqual([broken.code, data(broken.stdout)], [3, ["a", "b"]]);
      assert.match(broken.stderr, /\* The connection to \S+ was lost: .+\.\n$/);
      const port = await (await fetch(`${server.origin}/unused-port`)).json();
      const refused = await run([`http://127.0.0.1:${port}/`, "--no-reconnect"]);
      assert.equal(refused.code, 3);
      assert.match(refused.stderr, new RegExp(`\\* Could not connect to http://127\\.0\\.0\\.1:${port}/: .*ECONNREFUSED`));
    },
  },
  {
    name: "a POST is not repeated, unless --reconnect asks for it; then with its body",
    async run({ script }) {
      const once = await script(ended);
      assert.equal((await run([once.url, "-d", "question"])).code, 0);
      assert.equal((await once.log()).length, 1, "requests");
      const twice = await script(ended, gone);
      assert.equal((await run([twice.url, "-d", "@-", "--reconnect"], { input: "question" })).code, 0);
      assert.deepEqual((await twice.log()).map(({ method, body, lastEventId }) => [method, body, lastEventId]), [["POST", "question", undefined], ["POST", "question", "1"]]);
    },
  },
  {
    name: "--max-attempts: so many failures in a row, then 3",
    async run({ script }) {
      const stream = await script(ended, [{ destroy: true }]);
      const { code, stderr } = await run([stream.url, "--max-attempts", "2"]);
      assert.equal(code, 3, stderr);
      assert.equal((await stream.log()).length, 3, "requests");
      assert.match(stderr, /\* Gave up reconnecting: --max-attempts was reached\. Last failure: Could not connect to .+\.\n$/);
    },
  },
  {
    name: "--connect-timeout and --idle-timeout end a connection, with 3",
    async run({ script }) {
      const silent = await script([{ wait: "never" }]);
      const unanswered = await run([silent.url, "--no-reconnect", "--connect-timeout", "50"]);
      assert.equal(unanswered.code, 3);
      assert.match(unanswered.stderr, /http:\/\/127\.0\.0\.1:\d+\S+ did not respond within 50 ms\..* --connect-timeout\./);
      await silent.log({ closed: 1 });
      const idle = await script(ab);
      const unheard = await run([idle.url, "--no-reconnect", "--idle-timeout", "50"]);
      assert.deepEqual([unheard.code, data(unheard.stdout)], [3, ["a", "b"]]);
      assert.match(unheard.stderr, /Received nothing from \S+ for 50 ms, .* --idle-timeout\./);
      await idle.log({ closed: 1 });
    },
  },
  {
    name: "a refused response: 2, with the status, the beginning of its body, and what to do",
    async run({ script }) {
      const stream = await script([{ status: 401, headers: { "Content-Type": "application/json" } }, { write: '{"error":"expired \u001b[31m"}' }, { end: true }]);
      const { code, stdout, stderr } = await run([stream.url]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /\* \S+ returned status 401 \(Unauthorized\) instead of 200\. Check the credentials: -H 'Authorization: …'\.\n\*   \{"error":"expired \\u001b\[31m"\}\n$/);
      const page = await script([{ status: 200, headers: { "Content-Type": "text/html" } }, { write: "<p>\n".repeat(20) }, { end: true }]);
      const html = await run([page.url]);
      assert.equal(html.code, 2);
      assert.match(html.stderr, / returned Content-Type "text\/html" instead of text\/event-stream.*\n(\*   <p>\n){8}\*   …\n$/);
      assert.equal((await run([(await script(gone)).url])).code, 2);
    },
  },
  {
    name: "--until: ends after the event with that data, with 0, and aborts the request",
    async run({ script }) {
      const stream = await script([{ status: 200 }, { write: "data: a\n\ndata: [DONE]!\n\nevent: end\ndata: [DONE]\n\ndata: never\n\n" }]);
      const { code, stdout } = await run([stream.url, "--until", "[DONE]"]);
      assert.deepEqual([code, data(stdout)], [0, ["a", "[DONE]!", "[DONE]"]]);
      await stream.log({ closed: 1 });
      const only = await run([stream.url, "--until", "[DONE]", "--data-only"]);
      assert.deepEqual([only.code, only.stdout], [0, "a\n[DONE]!\n"]);
      const filtered = await run([stream.url, "--until", "[DONE]", "--event", "message"]);
      assert.deepEqual([filtered.code, data(filtered.stdout)], [0, ["a", "[DONE]!"]]);
    },
  },
  {
    name: "--until: an end before that is a loss, 3",
    async run({ script }) {
      const { code, stdout, stderr } = await run([(await script(ended)).url, "-d", "question", "--until", "[DONE]"]);
      assert.deepEqual([code, data(stdout)], [3, ["a", "b"]]);
      assert.match(stderr, /\* The server ended the stream at \S+\. Not reconnecting: --reconnect is off\. That was before --until was met\.\n$/);
    },
  },
  {
    name: "-s: nothing on stderr, whatever happens; the exit code tells",
    async run({ script }) {
      const stream = await script(ended, [{ status: 500 }, { write: "oops" }, { end: true }]);
      const { code, stderr } = await run([stream.url, "-s"]);
      assert.deepEqual([code, stderr], [2, ""]);
    },
  },
  {
    name: "SIGINT: 130, and the request is aborted; also while it waits to reconnect",
    async run({ script }) {
      const stream = await script(ab);
      const command = start([stream.url]);
      await command.says(/"b"/);
      assert.equal((await command.kill("SIGINT").ended).code, 130);
      await stream.log({ closed: 1 });
      const away = await script([{ status: 200 }, { write: "retry: 600000\ndata: a\n\n" }, { end: true }]);
      const waiting = start([away.url]);
      await waiting.says(/Reconnecting in 600000 ms/, "stderr");
      assert.equal((await waiting.kill("SIGINT").ended).code, 130);
    },
  },
];
