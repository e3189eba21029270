// The formats in which events are printed.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "../command.mjs";

const ESC = "\u001b";
const stream = (text) => [{ status: 200 }, { write: text }, { end: true }];
const VARIED = 'id: 1\ndata: a\n\nevent: tick\ndata: {"n": 12345678901234567890,\ndata: "t": "\u009b€\u2028"}\n\nid\ndata: 5\n\ndata:\n\n';

async function written(script, text, args, options) {
  const { url } = await script(stream(text));
  const { code, stdout, stderr } = await run([url, "--no-reconnect", ...args], options);
  assert.equal(code, 0, stderr);
  return stdout;
}

export const cases = [
  {
    name: "in a pipe, and with --json: a line of JSON for each event, whose data is a string",
    async run({ script }) {
      const stdout = await written(script, VARIED, []);
      assert.deepEqual(stdout.trimEnd().split("\n").map((line) => JSON.parse(line)), [
        { type: "message", data: "a", id: "1" }, { type: "tick", data: '{"n": 12345678901234567890,\n"t": "\u009b€\u2028"}', id: "1" },
        { type: "message", data: "5", id: "" }, { type: "message", data: "", id: "" },
      ]);
      assert.match(stdout, /^\{"type":"message","data":"a","id":"1"\}\n/);
      assert.ok(!/[\u0080-\u009f]/.test(stdout), "a control character is in it");
      assert.equal(await written(script, VARIED, ["--json"], { env: { FORCE_COLOR: "1" } }), stdout);
    },
  },
  {
    name: "--json-data: data that is JSON as it came, digits and all, in one line; the rest as a string",
    async run({ script }) {
      const stdout = await written(script, VARIED + "data: {oops\n\ndata: [DONE]\n\n", ["--json-data"]);
      assert.deepEqual(stdout.trimEnd().split("\n"), [
        '{"type":"message","data":"a","id":"1"}', '{"type":"tick","data":{"n": 12345678901234567890, "t": "\\u009b€\\u2028"},"id":"1"}',
        '{"type":"message","data":5,"id":""}', '{"type":"message","data":"","id":""}', '{"type":"message","data":"{oops","id":""}', '{"type":"message","data":"[DONE]","id":""}',
      ]);
      for (const line of stdout.trimEnd().split("\n")) JSON.parse(line);
    },
  },
  {
    name: "--data-only: the data as it is",
    async run({ script }) {
      assert.equal(await written(script, `data: ${ESC}[1m\n\nevent: tick\ndata: b\ndata:  c \n\n`, ["--data-only"]), `${ESC}[1m\nb\n c \n`);
    },
  },
  {
    name: "--text: for people; the type, the ID where it is new, further lines indented; no colour in a pipe",
    async run({ script }) {
      const text = `id: 1\ndata: a\n\nevent: tick\ndata: b\ndata: c \n\nid: 2\ndata\n\ndata: ${ESC}]0;title\u0007\u202e\n\n`;
      assert.equal(await written(script, text, ["--text"]), "message #1  a\ntick  b\n  c \nmessage #2\nmessage  \\u001b]0;title\\u0007\\u202e\n");
    },
  },
  {
    name: "FORCE_COLOR: colours in a pipe, on stderr and with --text; NO_COLOR does not take them away, FORCE_COLOR=0 does",
    async run({ script }) {
      const { url } = await script(stream("data: a\n\n"));
      const coloured = async (env) => {
        const { stdout, stderr } = await run([url, "--no-reconnect", "--text"], { env });
        return [stdout.includes(`${ESC}[`), stderr.includes(`${ESC}[`)];
      };
      assert.deepEqual(await coloured({ FORCE_COLOR: "1" }), [true, true]);
      assert.deepEqual(await coloured({ FORCE_COLOR: "1", NO_COLOR: "1" }), [true, true]);
      assert.deepEqual(await coloured({ FORCE_COLOR: "0" }), [false, false]);
      assert.deepEqual(await coloured({}), [false, false]);
    },
  },
  {
    name: "--event: only these types",
    async run({ script }) {
      const text = "data: a\n\nevent: b\ndata: b\n\nevent: c\ndata: c\n\nevent: bb\ndata: d\n\n";
      assert.equal(await written(script, text, ["--event", "b", "--event", "c", "--data-only"]), "b\nc\n");
      assert.equal(await written(script, text, ["--event", "message", "--data-only"]), "a\n");
    },
  },
  {
    name: "into a file: lines of JSON; a full disk is told, with 4",
    async run({ script }) {
      const { url } = await script(stream("data: a\n\n"));
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-cli-"));
      const open = (name) => fs.openSync(name, "w");
      const files = [open(path.join(folder, "out"))];
      try {
        assert.equal((await run([url, "--no-reconnect"], { stdio: ["ignore", files[0], "pipe"], input: undefined })).code, 0);
        assert.equal(fs.readFileSync(path.join(folder, "out"), "utf8"), '{"type":"message","data":"a","id":""}\n');
        if (!fs.existsSync("/dev/full")) return console.log("a full disk: skipped, since there is no /dev/full here");
        files.push(open("/dev/full"));
        const full = await run([url], { stdio: ["ignore", files[1], "pipe"], input: undefined });
        assert.equal(full.code, 4);
        assert.match(full.stderr, /eventsource-wasm: the output cannot be written: ENOSPC/);
      } finally {
        for (const file of files) fs.closeSync(file);
        fs.rmSync(folder, { recursive: true });
      }
    },
  },
];
