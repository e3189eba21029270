// Pipes whose reader is slow, or leaves.
import assert from "node:assert/strict";
import { untilBlocked, flood, PART, TOTAL } from "../../behaviour/cases/loops.mjs";
import { start, startInShell } from "../command.mjs";

/** Starts the command, then waits until the server is really blocked, not just slow for a moment on a busy machine. */
async function blockedBy(command, stream) {
  await command.says(/200 text\/event-stream/, "stderr");
  for (let [before, count] = [-1, 0]; ; count++) {
    const { written, finished } = await untilBlocked(stream);
    if (written !== before) count = 0;
    if (finished || count === 3) return { written, finished };
    before = written;
  }
}

export const cases = [
  {
    name: "a reader that does not read stops the server; then it gets all",
    async run({ script }) {
      const stream = await script(flood);
      const command = start([stream.url, "--no-reconnect", "--data-only"], { reads: false });
      const { written, finished } = await blockedBy(command, stream);
      assert.equal(finished, false, `the server has written all ${written} bytes`);
      command.read();
      const { code, stdout } = await command.ended;
      assert.equal(code, 0);
      const lines = stdout.trimEnd().split("\n");
      assert.equal(lines.length, TOTAL / PART, "events");
      assert.ok(lines.every((line) => line.length === PART - 8), "a line is not whole");
    },
  },
  {
    name: "SIGINT while the reader does not read: 130, and the request is aborted",
    async run({ script }) {
      const stream = await script(flood);
      const command = start([stream.url], { reads: false });
      await blockedBy(command, stream);
      command.kill("SIGINT");
      await stream.log({ closed: 1 });
      // The end of a pipe is noticed only by reading it.
      command.read();
      assert.equal((await command.ended).code, 130);
    },
  },
  {
    name: "| head -n 1: the reader goes, the request is aborted, and nothing is said; exit code 0",
    async run({ script }) {
      const stream = await script([{ status: 200 }, { pour: "data: tick\n\n", times: 1e9 }]);
      const { stdout, stderr } = await startInShell(`{ COMMAND; echo "code $?" >&2; } | head -n 1`, [stream.url, "-s"]).ended;
      assert.deepEqual([stdout, stderr], ['{"type":"message","data":"tick","id":""}\n', "code 0\n"]);
      await stream.log({ closed: 1 });
    },
  },
];
