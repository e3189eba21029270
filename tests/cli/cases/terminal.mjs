// The command on a pseudo-terminal, where stdout and stderr are the same.
import assert from "node:assert/strict";
import { startOnTerminal } from "../command.mjs";

const ESC = "\u001b";
const WORDS = [{ status: 200 }, { write: "data: Hello\n\n" }, { write: `event: tick\nid: 7\ndata: ${ESC}[2J\n\n` }, { end: true }];

async function shown(script, args, env) {
  const { url } = await script(WORDS);
  const { code, stdout } = await startOnTerminal([url, ...args], { env }).ended;
  assert.equal(code, 0, stdout);
  return { url, lines: stdout.replaceAll("\r\n", "\n").split("\n").slice(0, -1) };
}

export const cases = [
  {
    name: "on a terminal: events for people and notices, in order and in colour; what the server sends does not drive it",
    needs: "terminal",
    async run({ script }) {
      const { url, lines } = await shown(script, ["-d", "question"]);
      const dim = (text) => `${ESC}[2m${text}${ESC}[0m`;
      assert.deepEqual(lines, [dim(`* POST ${url}`), dim("* 200 text/event-stream"), `${dim("message")}  Hello`, `${ESC}[36mtick${ESC}[0m${dim(" #7")}  \\u001b[2J`, dim(`* The server ended the stream at ${url}. Not reconnecting: --reconnect is off.`)]);
    },
  },
  {
    name: "on a terminal: NO_COLOR and TERM=dumb take the colours away",
    needs: "terminal",
    async run({ script }) {
      for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }, { FORCE_COLOR: "0" }]) {
        const { url, lines } = await shown(script, ["--no-reconnect"], env);
        assert.deepEqual(lines, [`* GET ${url}`, "* 200 text/event-stream", "message  Hello", "tick #7  \\u001b[2J", `* The server ended the stream at ${url}. Not reconnecting: --reconnect is off.`], JSON.stringify(env));
      }
      assert.ok((await shown(script, ["--no-reconnect"], { NO_COLOR: "" })).lines[0].includes(`${ESC}[2m`), "an empty NO_COLOR counts");
    },
  },
  {
    name: "on a terminal: --json and --data-only",
    needs: "terminal",
    async run({ script }) {
      assert.deepEqual((await shown(script, ["--no-reconnect", "-s", "--json"])).lines, ['{"type":"message","data":"Hello","id":""}', '{"type":"tick","data":"\\u001b[2J","id":"7"}']);
      assert.deepEqual((await shown(script, ["--no-reconnect", "-s", "--data-only"])).lines, ["Hello", "\\u001b[2J"]);
    },
  },
  {
    name: "on a terminal: Ctrl-C ends it with 130, and the request",
    needs: "terminal",
    async run({ script }) {
      const stream = await script(WORDS.slice(0, 2));
      const command = startOnTerminal([stream.url]);
      await command.says(/Hello/);
      command.write("\x03");
      assert.equal((await command.ended).code, 130);
      await stream.log({ closed: 1 });
    },
  },
];
