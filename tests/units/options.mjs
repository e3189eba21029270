// The options: how they are checked, which ones `fetch` gets, and whether the tables in the docs name them all, with their defaults.
import fs from "node:fs";
import { moduleOf } from "./module.mjs";

const { checked, fetchOptions, OPTIONS, POLICY } = await moduleOf("options/options.ts");
const { policyNumbers } = await moduleOf("options/policy.ts");

/** Options of `fetch` with additional meaning here, and those of `events()`: the README's table has them, too. */
const FETCHS = { headers: "`Accept: text/event-stream`", "method`, `body": "`GET`", signal: "" };
const OF_EVENTS = { until: "", incomplete: '`"throw"`' };
/** npm `eventsource`'s name for `maxEventSize`, which only docs/moving.md mentions. */
const ALIAS = "maxBufferSize";

/** Defaults that the tables write in words. */
const WORDS = new Map([[0, "off"], [100 << 20, "100 MiB"], [30_000, "30 000"]]);
/** The docs' text for options that have no default, or one that the table of options cannot express. */
const SAID = {
  reconnectionTime: "3000", fetch: "the global one, at each attempt", cursor: "the stream's ID", lastEventIdParam: "the header", reconnect: "`true` for GET and HEAD; `false` for other methods and `events()`",
  secretHeaders: "none", statuses: "`[]`", jitter: "0.5, but none on the first reconnect if the server has sent `retry`; a value that you set applies there, too", maxAttempts: "`Infinity`", maxElapsed: "`Infinity`",
};

const inWords = (name, value) => SAID[name] ?? WORDS.get(value) ?? (value === undefined ? "" : typeof value === "number" ? String(value) : `\`${JSON.stringify(value)}\``);
const defaultsOf = (table) => Object.fromEntries(Object.entries(table).map(([name, [value]]) => [name, inWords(name, value)]));
const without = ({ [ALIAS]: _, ...options }) => options;

/** Returns the rows of the table with this head: the name in the first cell, and the default in the last. */
function tableOf(document, head) {
  const text = fs.readFileSync(new URL(`../../${document}`, import.meta.url), "utf8");
  const rows = text.slice(text.indexOf(head)).split("\n\n")[0].split("\n").slice(2);
  return Object.fromEntries(rows.map((row) => row.split(/ ?(?<!\\)\| ?/).slice(1, -1)).map((cells) => [cells[0].replace(/^`|`$/g, ""), cells.at(-1)]));
}

const complaint = (table, given, path) => {
  try {
    checked(table, given, path);
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
  return "nothing";
};

export const cases = [
  {
    name: "README's table has every option, with its default",
    run: (assert) => assert.deepEqual(tableOf("README.md", "| option | meaning | default |"), { ...without(defaultsOf(OPTIONS)), ...FETCHS, ...OF_EVENTS }),
  },
  {
    name: "README names every field of a policy",
    run(assert) {
      const [, list] = /A policy has ([^.]*)\./.exec(fs.readFileSync(new URL("../../README.md", import.meta.url), "utf8"));
      assert.deepEqual([...list.matchAll(/`(\w+)`/g)].map(([, name]) => name), Object.keys(POLICY));
    },
  },
  {
    name: "docs/reconnecting.md has every field of a policy, with its default",
    run: (assert) => assert.deepEqual(tableOf("docs/reconnecting.md", "| field | meaning | default |"), defaultsOf(POLICY)),
  },
  {
    name: "docs/limits.md has the limits' defaults",
    run(assert) {
      const { "reconnect.maxAttempts`, `maxElapsed": _, ...limits } = tableOf("docs/limits.md", "| option | unit |");
      const { connectTimeout, idleTimeout, maxEventSize } = defaultsOf(OPTIONS);
      assert.deepEqual(limits, { connectTimeout, idleTimeout, maxEventSize });
    },
  },
  {
    name: "the declarations say the same defaults of numbers",
    run(assert) {
      const text = fs.readFileSync(new URL("../../src/js/options/init.ts", import.meta.url), "utf8");
      for (const [name, [value]] of Object.entries({ ...OPTIONS, ...POLICY })) {
        if (typeof value !== "number") continue;
        const [, comment] = new RegExp(String.raw`/\*\*((?:(?!\*/)[^])*)\*/\s+${name}\?:`).exec(text);
        assert.match(comment, new RegExp(`Default: .?${value === 0 ? 0 : (WORDS.get(value) ?? value)}\\b`), name);
      }
    },
  },
  {
    name: "an option that is not what it should be: what, where, and what it has to be",
    run(assert) {
      assert.equal(complaint(OPTIONS, { idleTimeout: "5s" }), "TypeError: EventSource: `idleTimeout` must be a number from 0 to Infinity, not 5s.");
      assert.equal(complaint(POLICY, { jitter: 2 }, "reconnect."), "TypeError: EventSource: `reconnect.jitter` must be a number from 0 to 1, not 2.");
      assert.equal(complaint(OPTIONS, { fetch: "node-fetch" }), "TypeError: EventSource: `fetch` must be a function, not node-fetch.");
      // If the string were spread, its letters would be the names, and the header would follow the redirect.
      assert.equal(complaint(OPTIONS, { secretHeaders: "X-Api-Key" }), "TypeError: EventSource: `secretHeaders` must be an array, not X-Api-Key.");
      for (const wrong of [null, NaN, -1, "1", 0n]) assert.match(complaint(OPTIONS, { connectTimeout: wrong }), /`connectTimeout` must be a number/);
    },
  },
  {
    name: "what is left out, undefined, or a function that is null, has its default",
    run(assert) {
      const defaults = Object.fromEntries(Object.entries(OPTIONS).map(([name, [value]]) => [name, value]));
      assert.deepEqual(checked(OPTIONS, {}), defaults);
      assert.deepEqual(checked(OPTIONS, { idleTimeout: undefined, fetch: null, onresponse: null, secretHeaders: null }), defaults);
    },
  },
  {
    name: "fetch gets its own options and those that nobody knows, and none of ours",
    run(assert) {
      const ours = Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, 1]));
      const theirs = { method: "POST", headers: {}, body: "b", signal: null, priority: "high", cf: {} };
      assert.deepEqual(fetchOptions({ ...ours, ...theirs }), theirs);
    },
  },
  {
    name: "a policy as numbers",
    run(assert) {
      assert.deepEqual(policyNumbers(true), { policy: [1, 30_000, 2, 0.5, 0, Infinity, Infinity, 5000, 0], statuses: [] });
      assert.deepEqual(policyNumbers(false).policy, [0, 30_000, 2, 0.5, 0, Infinity, Infinity, 5000, 0]);
      assert.deepEqual(policyNumbers({}), policyNumbers(true));
      const all = { maxDelay: 1, factor: 3, jitter: 0, maxAttempts: 4, maxElapsed: 5, resetAfter: 6, statuses: [429, 503], decide: () => true };
      assert.deepEqual(policyNumbers(all), { policy: [1, 1, 3, 0, 1, 4, 5, 6, 1], statuses: [429, 503] });
      for (const statuses of [[99], [600], ["503"], 503]) assert.throws(() => policyNumbers({ statuses }), /reconnect\.statuses/);
    },
  },
];
