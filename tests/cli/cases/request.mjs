// The effects of options on the request.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "../command.mjs";

const short = [{ status: 200 }, { write: "data: a\n\n" }, { end: true }];

/** Runs the command with these arguments, and returns the one request that it makes. */
async function requestOf(script, args, options) {
  const stream = await script(short);
  const { code, stderr } = await run([stream.url, "--no-reconnect", ...args], options);
  assert.equal(code, 0, stderr);
  const log = await stream.log({ requests: 1 });
  assert.equal(log.length, 1, "requests");
  return log[0];
}

async function withFile(bytes, work) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-cli-"));
  const file = path.join(folder, "body");
  try {
    fs.writeFileSync(file, bytes);
    return await work(file);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

export const cases = [
  {
    name: "by default a GET that asks for an event stream",
    async run({ script }) {
      const { method, headers, body } = await requestOf(script, []);
      assert.deepEqual([method, headers.accept, headers["content-type"], body], ["GET", "text/event-stream", undefined, ""]);
    },
  },
  {
    name: "-H: any number of headers, names repeated, values in UTF-8 and with colons",
    async run({ script }) {
      const { headers } = await requestOf(script, ["-H", "Authorization: Bearer a:b", "--header", "x-a: 1", "-H", "X-A:2", "-H", "X-Empty:", "-H", "X-Euro: €", "-H", "Accept: */*"]);
      assert.deepEqual([headers.authorization, headers["x-a"], headers["x-empty"], headers.accept], ["Bearer a:b", "1, 2", "", "*/*"]);
      assert.equal(Buffer.from(headers["x-euro"], "latin1").toString(), "€");
    },
  },
  {
    name: "-X: the method, in upper case",
    async run({ script }) {
      // Not "post", which fetch itself would convert to upper case.
      assert.equal((await requestOf(script, ["-X", "patch"])).method, "PATCH");
      assert.equal((await requestOf(script, ["-X", "PUT", "-d", "a"])).method, "PUT");
    },
  },
  {
    name: "-d: a POST; application/json if it is that, else text/plain, unless -H says otherwise",
    async run({ script }) {
      const said = async (...args) => {
        const { method, headers, body } = await requestOf(script, args);
        return [method, headers["content-type"], body];
      };
      assert.deepEqual(await said("-d", '{"a": 1}'), ["POST", "application/json", '{"a": 1}']);
      assert.deepEqual(await said("-d", "{a: 1} €"), ["POST", "text/plain", "{a: 1} €"]);
      assert.deepEqual(await said("--data=-1 or so"), ["POST", "text/plain", "-1 or so"]);
      assert.deepEqual(await said("-d", "", "-H", "x: y"), ["POST", "text/plain", ""]);
      assert.deepEqual(await said("-d", "{}", "-H", "content-type: application/x"), ["POST", "application/x", "{}"]);
    },
  },
  {
    name: "-d @FILE: its content as it is, line breaks and bytes that are no text included",
    async run({ script }) {
      const read = (bytes) => withFile(bytes, async (file) => {
        const { headers, body } = await requestOf(script, ["-d", `@${file}`]);
        return [headers["content-type"], headers["content-length"], body];
      });
      assert.deepEqual(await read('{\n  "a": "€"\n}\n'), ["application/json", "17", '{\n  "a": "€"\n}\n']);
      const [type, length] = await read(Buffer.from([0x22, 0xff, 0x22]));
      assert.deepEqual([type, length], ["text/plain", "3"]);
    },
  },
  {
    name: "-d @-: what comes from stdin, to its end",
    async run({ script }) {
      const input = JSON.stringify({ text: "x".repeat(300_000) });
      const { method, headers, body } = await requestOf(script, ["-d", "@-"], { input });
      assert.deepEqual([method, headers["content-type"], body === input], ["POST", "application/json", true]);
    },
  },
  {
    name: "--last-event-id: sent with the first request",
    async run({ script }) {
      assert.equal((await requestOf(script, ["--last-event-id", "42 €"])).lastEventId, "42 €");
    },
  },
  {
    name: "headers of -H stay with their origin on a redirect, but for those that tell nothing",
    async run({ script }) {
      const stream = await script(short);
      const { code, stderr } = await run([stream.redirectUrl, "--no-reconnect", "-H", "Authorization: Bearer a", "-H", "X-Api-Key: b", "-H", "Accept-Language: eo"]);
      assert.equal(code, 0, stderr);
      const [{ headers }] = await stream.log({ requests: 1 });
      assert.deepEqual([headers.authorization, headers["x-api-key"], headers["accept-language"]], [undefined, undefined, "eo"]);
      assert.ok(stderr.includes(`, from ${stream.otherUrl}`) || stderr.includes(`, from ${stream.url}`), stderr);
    },
  },
];
