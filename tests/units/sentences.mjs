// The sentences of failures, in the class and in the command. The Rust client's tests read the same vectors.
import fs from "node:fs";
import { moduleOf } from "./module.mjs";

const { EARLY_END, sentence } = await moduleOf("failure/sentence.ts");
const command = await moduleOf("cli/sentence.ts");
const vectors = JSON.parse(fs.readFileSync(new URL("../vectors/sentences.json", import.meta.url), "utf8"));

/** The terms of each for the placeholders in braces. */
const NAMES = {
  js: {
    reconnect: "`reconnect`", method: "the `method` option", headers: "the `headers` option", body: "the `body` option", maxEventSize: "`maxEventSize`", idleTimeout: "`idleTimeout`",
    connectTimeout: "`connectTimeout`", limits: "`reconnect.maxAttempts` or `reconnect.maxElapsed`", incompleteEnd: "`incomplete` to \"end\"",
  },
  cli: {
    reconnect: "--reconnect", method: "-X", headers: "-H", body: "-d", idleTimeout: "--idle-timeout", connectTimeout: "--connect-timeout", limits: "--max-attempts",
  },
};

const withNames = (message, names) => message.replace(/\{(\w+)\}/g, (_, name) => names[name] ?? `no name for ${name}`);

function circumstancesOf({ reason, last = reason, status, statusText = "", contentType, cause, undecided, ...vector }) {
  const { url = "https://example.com/stream", wasOpen = false, reconnect = true, delay = -1, maxEventSize = 0, idleTimeout = 0, connectTimeout = 0, withCredentials = false } = vector;
  return {
    reason, lastReason_: last, url, wasOpen_: wasOpen, delay, attempt: 0, endedMidEvent_: vector.cut, earlyEnd_: vector.early && EARLY_END,
    options_: { reconnect, maxEventSize, idleTimeout, connectTimeout, withCredentials },
    ...(status !== undefined && { response: { status, statusText, headers: new Headers(contentType === undefined ? {} : { "content-type": contentType }) } }),
    ...(cause !== undefined && { error: new Error(cause) }),
    ...(undecided !== undefined && { decideError_: new Error(undecided) }),
  };
}

const spoken = {
  js: sentence,
  cli: (circumstances) => command.sentence({ message: sentence(circumstances) }),
};

const pinned = vectors.flatMap((vector) =>
  Object.keys(spoken)
    .filter((language) => (vector.for ?? [language]).includes(language))
    .map((language) => ({
      name: `the sentence of ${language}: ${vector.why}`,
      run(assert) {
        globalThis.origin = vector.origin;
        assert.equal(spoken[language](circumstancesOf(vector)), withNames(vector.message, NAMES[language]));
      },
    })),
);

const lost = (error) => sentence({ ...circumstancesOf({ reason: "network", wasOpen: true }), error });
const because = (why) => `The connection to https://example.com/stream was lost${why}. Any incomplete event was discarded.`;

export const cases = [
  ...pinned,
  {
    name: "every reason has a sentence in the vectors",
    async run(assert) {
      const { REASONS } = await moduleOf("failure/failure.ts");
      assert.deepEqual(REASONS.filter((reason) => !vectors.some((vector) => vector.reason === reason)), []);
    },
  },
  {
    name: "the cause in a sentence is the innermost one, by its message, its code or its name, without a full stop",
    run(assert) {
      assert.equal(lost(new TypeError("fetch failed", { cause: new Error("other side closed.") })), because(": other side closed"));
      // Node throws this for a host with several addresses.
      assert.equal(lost(new TypeError("fetch failed", { cause: Object.assign(new AggregateError([]), { code: "ECONNREFUSED" }) })), because(": ECONNREFUSED"));
      assert.equal(lost(new RangeError()), because(": RangeError"));
      assert.equal(lost("thrown as a text."), because(": thrown as a text"));
      assert.equal(lost(undefined), because(""));
    },
  },
];
