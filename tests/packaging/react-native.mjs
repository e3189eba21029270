// React Native: what Metro bundles, by the condition `react-native`, runs in a global object stripped to what is there; its Hermes
// compiles it, and the last one that npm has for Linux runs it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { makeEngine } from "../react-native/engine.mjs";
import { expoFetch } from "../react-native/expo-fetch.mjs";
import { startServer } from "./server.mjs";

const LIMIT = 120_000;
const ANSWER = ["POST", "Bearer t", "hello"];
const FILES = ["event-source-polyfill", "fetch-event-source", "index", "mercure", "parser", "polyfill", "rust", "stream"].map((name) => `dist/${name}.react-native.cjs`);
/** What Metro makes for Hermes V1, and for the one before, which has no classes. */
const V1 = "hermes-stable";
const BEFORE = "default";
const TICK = "\u00e9\u20ac\u{1F600}";
const HERMES = [
  ["open", 200], [TICK, "1", "https://h.example", true], ["message", "b"], ["error", "end"],
  ["tick", TICK, "1"], ["message", "b", "1"],
  ["tick", TICK, "1"], [null, "b", null],
];

export async function reactNative(project, _, { check, facts }) {
  const run = async (command, ...args) => (await promisify(execFile)(command, args, { cwd: project.folder, timeout: LIMIT, maxBuffer: 1 << 26 })).stdout;
  const system = process.platform === "darwin" ? "osx-bin" : "linux64-bin";
  const hermesc = project.bin("hermes-compiler", `hermesc/${system}/hermesc`);
  const hermes = project.bin("hermes-engine-cli", `${system}/hermes`);
  for (const program of [hermesc, hermes]) fs.chmodSync(program, 0o755);
  facts.version = `${project.version("metro")}, React Native ${project.version("@react-native/metro-config")}`;

  let bundles;
  project.write("root.js", `export * from "eventsource-wasm";`);
  const bundle = async (...programs) => JSON.parse(await run(process.execPath, "bundle.mjs", ...programs));
  await check("Metro bundles an app, with package exports and without", async () => {
    bundles = await bundle(`main.js:${V1}`, `root.js:${V1}:no-exports`);
  });
  if (!bundles) return;
  await check("it takes each entry's file by the condition react-native", () => assert.deepEqual(bundles["main.js"], FILES));
  await check("without package exports, the file for React Native, too", () => assert.deepEqual(bundles["root.js"], ["dist/index.react-native.cjs", "dist/rust.react-native.cjs"]));
  await runInEngine(project, check);
  await check(`hermesc ${project.version("hermes-compiler")} compiles the bundle, and the package's files as they are`, async () => {
    for (const file of [`main.js.${V1}.js`, ...FILES.map((name) => `node_modules/eventsource-wasm/${name}`)]) await run(hermesc, "-O", "-w", "-emit-binary", "-out", "out.hbc", file);
  });
  await check(`Hermes ${project.version("hermes-engine-cli")} runs a bundle as Metro makes it for engines without classes`, async () => {
    // A process has one profile: Babel keeps its first.
    await bundle(`hermes.js:${BEFORE}`);
    const came = JSON.parse(await run(hermes, "-w", `hermes.js.${BEFORE}.js`));
    assert.deepEqual(came.slice(0, HERMES.length), HERMES);
    assert.match(came[HERMES.length].join(), /^SyntaxError,.*not a valid URL/);
    assert.match(came[HERMES.length + 1].join(), /own `fetch` answers only when the whole response has come/);
  });
}

async function runInEngine(project, check) {
  const server = await startServer();
  try {
    const { global, run } = makeEngine({ fetch: expoFetch() });
    run(fs.readFileSync(path.join(project.folder, `main.js.${V1}.js`), "utf8"));
    const { EventSourceParserStream, ...came } = await global.useAll(server.origin);
    for (const [name, said] of Object.entries(came)) await check(`${name} streams`, () => assert.deepEqual([...said], ANSWER));
    await check("EventSourceParserStream says what is missing", () => assert.match(EventSourceParserStream, /needs TransformStream/));
  } finally {
    server.close();
  }
}
