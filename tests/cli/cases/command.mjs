// The command line itself: help, version, and errors.
import assert from "node:assert/strict";
import fs from "node:fs";
import { run } from "../command.mjs";

const read = (name) => fs.readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");

/** Invalid arguments, and their error messages. URL stands for that of a stream. */
const WRONG = [
  [[], /URL is missing: eventsource-wasm URL/],
  [["URL", "other"], /One URL at a time.*"other"/],
  [["not a url"], /"not a url".*http:\/\//],
  [["localhost:8080/x"], /begin it with http:\/\/ or https:\/\//],
  [["ftp://127.0.0.1/"], /begin it with http:\/\/ or https:\/\//],
  [["http://[bad"], /not a valid URL/],
  [["http://user:secret@127.0.0.1/"], /credentials.*-H "Authorization/],
  [["URL", "--nonsense"], /There is no option --nonsense/],
  [["URL", "-q"], /There is no option -q/],
  [["URL", "-H"], /-H, --header needs a value/],
  [["URL", "--until", "--json"], /--until needs a value.*--until=VALUE/],
  [["URL", "--json=1"], /--json takes no value/],
  [["URL", "-H", "Authorization Bearer secret"], /begins with "Authorization" has no colon: write -H "Name: value"/],
  [["URL", "-H", "Bad Name: secret"], /begins with "Bad" is none.*write -H/i],
  [["URL", "-H", "X-A: a\nb"], /begins with "X-A:" is none/],
  [["URL", "-d", "@no-such-file"], /-d @no-such-file.*ENOENT.*path of a file/],
  [["URL", "-d", "@"], /-d @: the file cannot be read/],
  [["URL", "-d", "a", "-d", "b"], /-d is there more than once/],
  [["URL", "-d", "a", "-X", "GET"], /GET has no body.*leave out/],
  [["URL", "-X", "a b"], /"A B" is not a method/],
  [["URL", "-X", "TRACE"], /"TRACE" is not a method/],
  [["URL", "--idle-timeout", "soon"], /--idle-timeout takes a whole number, and "soon" is none/],
  [["URL", "--connect-timeout=-1"], /--connect-timeout takes a whole number/],
  [["URL", "--max-attempts", "1.5"], /--max-attempts takes a whole number/],
  [["URL", "--max-attempts", "1", "-X", "POST"], /POST does only with --reconnect/],
  [["URL", "--max-attempts", "1", "--no-reconnect"], /--no-reconnect forbids/],
  [["URL", "--reconnect", "--no-reconnect"], /--reconnect and --no-reconnect exclude each other/],
  [["URL", "--json", "--data-only"], /--json and --data-only exclude each other/],
  [["URL", "--last-event-id", "a\nb"], /--last-event-id takes an ID/],
];

export const cases = [
  {
    name: "--help and -h: the options and exit codes, as docs/CLI.md has them",
    async run() {
      const { code, stdout, stderr } = await run(["--help"]);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.ok(read("docs/CLI.md").includes(`\n${stdout}`), "docs/CLI.md has another text: run `npm run docs:cli`");
      assert.equal((await run(["-h"])).stdout, stdout);
    },
  },
  {
    name: "each option that --help names is one",
    async run() {
      const { stdout } = await run(["--help"]);
      const named = [...stdout.matchAll(/^  (-\w)?,?\s+--([\w-]+)( \S+)?  /gm)];
      assert.ok(named.length > 15, `only ${named.length}`);
      const all = named.flatMap(([, short, long, value]) => [`--${long}`, short].filter(Boolean).flatMap((option) => (value ? [option, "1"] : [option])));
      const { code, stderr } = await run(all);
      assert.deepEqual([code, stderr], [0, ""]);
    },
  },
  {
    name: "--version and -V: that of package.json",
    async run() {
      for (const option of ["--version", "-V"]) {
        const { code, stdout } = await run([option]);
        assert.deepEqual([code, stdout], [0, `${JSON.parse(read("package.json")).version}\n`]);
      }
    },
  },
  {
    name: "a wrong command line: a sentence that says what to do, exit code 1, and no request",
    async run({ script }) {
      const stream = await script([{ status: 200 }, { end: true }]);
      for (const [args, expected] of WRONG) {
        const { code, stdout, stderr } = await run(args.map((arg) => (arg === "URL" ? stream.url : arg)));
        assert.match(stderr, expected);
        assert.match(stderr, /^eventsource-wasm: .*\.?\n`eventsource-wasm --help` lists the options\.\n$/);
        assert.ok(!stderr.includes("secret"), `a secret is shown: ${stderr}`);
        assert.deepEqual([code, stdout], [1, ""], args.join(" "));
      }
      assert.equal((await stream.log()).length, 0, "requests");
    },
  },
];
