// The package as users get it: `npm pack`, installed into an empty project, streaming from a real server.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { pack } from "../../scripts/pack.mjs";
import { Count } from "../count.mjs";
import { filesOf, FOR_ASSISTANTS, manifest } from "./entries.mjs";

/** Bytes of the tarball: readable modules for ESM, CommonJS, workerd and React Native, of the same code. */
const MOST_PACKED = 385_000;

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../..");
const project = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-pack-"));
const npm = (...args) => execFileSync("npm", args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** Answers with what it was asked, as three events, and ends. */
const server = http.createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  // The client has to be alone with its timer.
  response.writeHead(request.url === "/missing" ? 404 : 200, { "content-type": "text/event-stream", connection: "close" });
  if (request.url === "/missing") return response.end();
  if (request.url === "/wait") return response.end("retry: 500\n\n");
  for (const data of [request.method, request.headers.authorization, body]) response.write(`event: answer\ndata: ${data}\n\n`);
  response.end();
});

/** The consumer's program: prints what it received. */
const program = (load) => `${load}
const source = new EventSource(process.argv[2], { method: "POST", body: "hello", headers: { authorization: "Bearer t" } });
const received = [];
source.addEventListener("answer", (event) => received.push(event.data));
source.onerror = (event) => console.log(JSON.stringify({ received, reason: event.reason, readyState: source.readyState }));
`;

/** What throws in the library and is caught by nobody, the file whose line Node then shows, and the error. */
const UNCAUGHT = [
  ["eventsource-wasm", "EventSource", 'new EventSource("::bad");', /SyntaxError.*"::bad" is not a valid URL/],
  ["eventsource-wasm", "EventSource", 'new EventSource("http://127.0.0.1/", { maxEventSize: "large" });', /^TypeError: EventSource: `maxEventSize` must be a number/],
  ["eventsource-wasm", "events", "(async () => { for await (const event of events(process.argv[2] + 'missing')); })();", /^EventSourceError: .*404/],
  ["eventsource-wasm/js", "events", "(async () => { for await (const event of events(process.argv[2] + 'missing')); })();", /^EventSourceError: .*404/],
  ["eventsource-wasm/slim", "EventSource", 'new EventSource("http://127.0.0.1/");', /Error\]?: eventsource-wasm\/slim has no wasm yet/],
  ["eventsource-wasm/parser", "createParser", "createParser(() => {});", /^TypeError: `config` must be an object/],
];

const expected = { received: ["POST", "Bearer t", "hello"], reason: "end", readyState: 2 };
const cases = {
  "the tarball holds what the entry points name, and no more than it should": (tarball) => {
    const names = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).split("\n");
    const { main, module, types, bin } = manifest;
    const named = [...Object.values(manifest.exports).flatMap(filesOf), main, module, types, ...Object.values(bin)].map((file) => file.replace("./", ""));
    for (const name of [...named, "README.md", "LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md", ...FOR_ASSISTANTS])
      assert.ok(names.includes(`package/${name}`), `${name} is missing`);
    for (const name of names) assert.doesNotMatch(name, /^package\/(tests|target|build|node_modules|www)\//);
  },
  "the tarball takes no more than it may": (tarball) => {
    const { size } = fs.statSync(tarball);
    assert.ok(size <= MOST_PACKED, `${size} bytes, of ${MOST_PACKED}`);
  },
  "what assistants read leads only to files of the package, and a skill's head is as its folder is": () => {
    const installed = path.join(project, "node_modules/eventsource-wasm");
    for (const name of FOR_ASSISTANTS) {
      const text = fs.readFileSync(path.join(installed, name), "utf8");
      for (const [, target] of text.matchAll(/\]\(([^)\s#]+)/g)) assert.ok(fs.existsSync(path.join(installed, path.dirname(name), target)), `${name}: there is no ${target}`);
      for (const [, subpath] of text.matchAll(/eventsource-wasm(\/[a-z-]+)[`"]/g)) assert.ok(`.${subpath}` in manifest.exports, `${name}: there is no entry ${subpath}`);
    }
    const skill = FOR_ASSISTANTS.find((name) => name.endsWith("/SKILL.md"));
    const [, name, description] = /^---\nname: (.*)\ndescription: (.*)\n---\n/.exec(fs.readFileSync(path.join(installed, skill), "utf8")) ?? [];
    assert.equal(name, path.basename(path.dirname(skill)));
    assert.ok(description.length <= 1024, "the description is longer than loaders of skills take");
  },
  "no path of the building machine is in it": () => {
    const dist = path.join(project, "node_modules/eventsource-wasm/dist");
    for (const name of fs.readdirSync(dist)) {
      const text = fs.readFileSync(path.join(dist, name), "latin1");
      assert.ok(!text.includes(root) && !text.includes(os.homedir() + path.sep), `${name} names a path of this machine`);
    }
  },
  "import, with headers and POST": (_, url) => runs("import.mjs", `import { EventSource } from "eventsource-wasm";`, url),
  "require(), with headers and POST": (_, url) => runs("require.cjs", `const { EventSource } = require("eventsource-wasm");`, url),
  "an uncaught error shows a line that can be read, by import and by require()": async (_, url) => {
    for (const [entry, name, statement, error] of UNCAUGHT)
      for (const [file, load] of [["uncaught.mjs", `import { ${name} } from "${entry}";`], ["uncaught.cjs", `const { ${name} } = require("${entry}");`]]) {
        fs.writeFileSync(path.join(project, file), `${load}\n${statement}\n`);
        const lines = (await complaint(file, url)).split("\n");
        const message = lines.find((line) => error.test(line));
        assert.ok(message, `${entry}, ${file}: no ${error} in\n${lines.join("\n").slice(0, 2000)}`);
        assert.ok(lines.some((line) => line.includes("node_modules/eventsource-wasm/dist/")), `${entry}, ${file}: shows no line of the package`);
        // A sentence may be long; what is around it is code, and the stack.
        for (const line of lines) assert.ok(line.length <= 200 || line === message, `${entry}, ${file}: a line of ${line.length} characters: ${line.slice(0, 100)}…`);
      }
  },
  "the IIFE assigns EventSourceWasm": (_, url) =>
    runs("iife.cjs", `require("eventsource-wasm/dist/eventsource-wasm.iife.js"); const { EventSource } = globalThis.EventSourceWasm;`, url),
  "where MessageEvent is missing, or throws, messages come all the same": async (_, url) => {
    for (const none of ["undefined", "function () { throw new Error(); }"]) await runs("no-message-event.mjs", `import { EventSource } from "eventsource-wasm"; globalThis.MessageEvent = ${none};`, url);
  },
  "a waiting reconnect keeps the process alive; with keepAlive: false it does not": async (_, url) => {
    const waits = (init) => `import { EventSource } from "eventsource-wasm";
const source = new EventSource(process.argv[2] + "wait", ${init});
let lost = 0;
source.onerror = () => (lost += 1) === 2 && source.close();
process.on("exit", () => console.log(lost));`;
    assert.equal(await output("alive.mjs", waits("{}"), url), 2);
    assert.equal(await output("exits.mjs", waits("{ keepAlive: false }"), url), 1);
  },
  "js: import, require(), and the IIFE, which assigns EventSourceWasm": async (_, url) => {
    await runs("js.mjs", `import { EventSource } from "eventsource-wasm/js";`, url);
    await runs("js.cjs", `const { EventSource } = require("eventsource-wasm/js");`, url);
    await runs("js-iife.cjs", `require("eventsource-wasm/dist/eventsource-wasm.js.iife.js"); const { EventSource } = globalThis.EventSourceWasm;`, url);
  },
  "slim: a clear error before init(), which finds the file by itself": (_, url) =>
    runs("slim.mjs", `import { EventSource, init } from "eventsource-wasm/slim";
let early;
try { new EventSource("http://127.0.0.1/"); } catch (error) { early = error.message; }
if (!/init\\(\\)/.test(early)) throw new Error(\`no clear error: \${early}\`);
await init();`, url),
  "slim: require() and initSync with the file's bytes": (_, url) =>
    runs("slim.cjs", `const { EventSource, initSync } = require("eventsource-wasm/slim"); initSync(require("node:fs").readFileSync(require.resolve("eventsource-wasm/wasm")));`, url),
  "slim: require() and init()": (_, url) =>
    runs("slim-init.cjs", `const { EventSource: Class, init } = require("eventsource-wasm/slim"); let EventSource; init().then(() => { EventSource = Class; main(); }); function main() {`, url, "}"),
  "polyfill: installs the class where there is none, by import and by require()": async (_, url) => {
    await runs("polyfill.mjs", `import "eventsource-wasm/polyfill"; if (Object.keys(globalThis).includes("EventSource")) throw new Error("enumerable");`, url);
    await runs("polyfill.cjs", `require("eventsource-wasm/polyfill");`, url);
  },
  "polyfill: leaves another class alone, unless it is to replace it": async () => {
    const program = `globalThis.EventSource = class Native {}; const native = EventSource;
const { install } = await import("eventsource-wasm/polyfill"); const { EventSource: Ours } = await import("eventsource-wasm");
install();
const kept = EventSource === native;
install({ force: true });
console.log(JSON.stringify([kept, EventSource === Ours]));`;
    assert.deepEqual(await output("force.mjs", program), [true, true]);
  },
  "npx eventsource-wasm: a POST, as lines of JSON": async (_, url) => {
    const npx = (...args) => told("npx", ["--offline", "eventsource-wasm", ...args]);
    const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
    assert.equal(await npx("--version"), `${version}\n`);
    const lines = (await npx(url, "-H", "Authorization: Bearer t", "-d", "hello")).trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(lines, ["POST", "Bearer t", "hello"].map((data) => ({ type: "answer", data, id: "" })));
  },
  "parser and stream, by import and by require()": async () => {
    const use = `const said = []; createParser({ onEvent: (event) => said.push(event) }).feed("id: 1\\ndata: a\\n\\n");
new Response("data: b\\n\\n").body.pipeThrough(new EventSourceParserStream()).getReader().read().then(({ value }) => console.log(JSON.stringify([...said, value])));`;
    const expected = [{ id: "1", data: "a" }, { data: "b" }];
    assert.deepEqual(await output("parser.mjs", `import { createParser } from "eventsource-wasm/parser"; import { EventSourceParserStream } from "eventsource-wasm/stream"; ${use}`), expected);
    assert.deepEqual(await output("parser.cjs", `const { createParser } = require("eventsource-wasm/parser"); const { EventSourceParserStream } = require("eventsource-wasm/stream"); ${use}`), expected);
  },
};

/** What a command prints in the project. Not execFileSync: the server answers from this very process. */
const told = (command, args) =>
  new Promise((resolve, reject) =>
    execFile(command, args, { cwd: project, timeout: 20_000 }, (error, stdout, stderr) => (error ? reject(new Error(stderr || error.message)) : resolve(stdout))));

/** What Node prints as a program dies of an error. */
const complaint = (...args) =>
  new Promise((resolve, reject) =>
    execFile(process.execPath, args, { cwd: project, timeout: 20_000 }, (error, _, stderr) => (error ? resolve(stderr) : reject(new Error(`${args[0]} ended as if nothing had happened`)))));

/** What a program of the consumer prints. */
async function output(name, text, ...args) {
  fs.writeFileSync(path.join(project, name), text);
  return JSON.parse(await told(process.execPath, [name, ...args]));
}

async function runs(name, load, url, end = "") {
  assert.deepEqual(await output(name, program(load) + end, url), expected);
}

const count = new Count();
try {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const tarball = pack(project);
  fs.writeFileSync(path.join(project, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  npm("install", "--no-audit", "--no-fund", "--offline", tarball);
  for (const [name, check] of Object.entries(cases)) await count.check(name, () => check(tarball, url));
} finally {
  server.close();
  fs.rmSync(project, { recursive: true, force: true });
}
count.close("packaging");
