// `npm test`: set-up, build, then every stage; `npm test -- rust behaviour` runs the named ones.
// A failed stage does not stop the others. Some run two at a time. The last line counts all tests: `N passed, N failed`.
import { build } from "./build.mjs";
import { orExit, setup } from "./setup.mjs";
import { buildsStd, nativeCargo, run, wasmCargo } from "./toolchain.mjs";

const node = (...args) => ({ command: process.execPath, args });
const native = (...args) => ({ ...nativeCargo(), args });
const wasm = (purpose, verb, before, after = []) => {
  const { command, args, env } = wasmCargo(purpose);
  return { command, args: [verb, ...before, ...args, ...after], env };
};

/** Stages whose commands count their own tests. If one counts none, it has failed. */
const COUNTED = new Set(["rust", "wasm", "crate", "units", "parser", "behaviour", "element", "shared", "mercure", "cli", "servers", "demo", "service-worker", "wpt", "oracle", "faults", "fuzz", "bench", "packaging", "standin", "dropin", "frameworks", "examples", "testing", "docs"]);

/** The commands of each stage, which run one after the other. */
const STAGES = {
  fmt: () => [native("fmt", "--check"), native("fmt", "--check", "--manifest-path", "tests/servers/axum/Cargo.toml")],
  lint: () => [node("node_modules/oxlint/bin/oxlint"), node("node_modules/knip/bin/knip.js", "--no-progress")],
  clippy: () => [
    native("clippy", "--locked", "--all-targets", "--", "-D", "warnings"),
    wasm("test", "clippy", ["--locked", "--lib", "--test", "wasm", "--features", "client"], ["--", "-D", "warnings"]),
    wasm("test", "clippy", ["--locked", "--package", "bindings", "--features", "connection"], ["--", "-D", "warnings"]),
    wasm("test", "clippy", ["--locked", "--package", "behaviour-client"], ["--", "-D", "warnings"]),
  ],
  rust: () => [native("test", "--locked")],
  wasm: () => [node("tests/wasm/run.mjs")],
  crate: () => [node("tests/crate/run.mjs")],
  types: () => ["tsconfig.json", "src/js/cli/tsconfig.json"].map((project) => node("node_modules/typescript/bin/tsc", "-p", project)),
  units: () => [node("tests/units/run.mjs"), node("tests/react-native/run.mjs")],
  parser: () => [node("tests/parser/run.mjs")],
  behaviour: () => [
    node("tests/behaviour/run.mjs", "--lanes", "2"),
    node("tests/behaviour/run.mjs", "node", "chromium", "firefox", "--entry", "js", "--scope", "node,window", "--lanes", "3"),
    node("tests/behaviour/run.mjs", "--entry", "client", "--lanes", "3"),
  ],
  element: () => [node("tests/element/run.mjs")],
  shared: () => [node("tests/shared/model.mjs"), node("tests/shared/units.mjs"), node("tests/shared/run.mjs")],
  mercure: () => [node("tests/mercure/run.mjs")],
  cli: () => [node("tests/cli/run.mjs")],
  servers: () => [node("tests/servers/run.mjs"), node("tests/resume/run.mjs")],
  "service-worker": () => [node("tests/service-worker/run.mjs")],
  demo: () => [node("www/demo.test.mjs"), node("tests/site/run.mjs")],
  wpt: () => [node("tests/wpt/run.mjs")],
  // A fixed seed, so that no unknown browser bug turns up here.
  oracle: () => [node("tests/native-oracle/run.mjs", "--streams", "400", "--seed", "1")],
  faults: () => [node("tests/faults/run.mjs"), node("tests/soak/run.mjs", "--minutes", "0.2", "--sources", "200", "--seed", "1")],
  bench: () => [node("benches/parsers/run.mjs", "--engines", "node", "--smoke")],
  fuzz: () => [node("scripts/fuzz.mjs", "--runs", "200000")],
  packaging: () => [node("tests/packaging/shape.test.mjs"), node("tests/packaging/pack.test.mjs"), node("tests/packaging/resolve.test.mjs"), node("tests/packaging/run.mjs"), node("tests/release/run.mjs")],
  standin: () => ["standin/run", "adapters/run", "adapters/packages", "contract/run"].map((name) => node(`tests/${name}.mjs`)),
  dropin: () => [node("tests/dropin/run.mjs")],
  frameworks: () => [node("tests/frameworks/run.mjs")],
  examples: () => [node("tests/examples/run.mjs")],
  testing: () => [node("tests/testing/run.mjs")],
  docs: () => [node("tests/docs/run.mjs")],
  size: () => [],
};

const CLOSING_LINE = new RegExp(`^(?:${[...COUNTED, "native-oracle", "soak", "adapters", "contract", "release", "site"].join("|")}): (\\d+) passed, (\\d+) failed`, "gm");

/** Returns the counts in a command's output: from our runners' closing line (they may print cargo's of what failed), or from cargo's `test result` lines. */
function count(output) {
  const sum = (matches) => matches.reduce(([p, f], [, passed, failed]) => [p + Number(passed), f + Number(failed)], [0, 0]);
  const own = [...output.matchAll(CLOSING_LINE)];
  return sum(own.length > 0 ? own : [...output.matchAll(/test result: \w+\. (\d+) passed; (\d+) failed/g)]);
}

/** Checks that every download is within its budget, and that importing half of the entry is smaller than importing all of it. */
async function size(say) {
  const { DOWNLOADS, downloads, kb } = await import("./sizes.mjs");
  const sizes = await downloads();
  const checks = Object.entries(DOWNLOADS).map(([name, { budget, std }]) => {
    const [gzip, brotli] = budget.map((most) => most + (buildsStd() ? 0 : std));
    say(`${name}: gzip ${kb(sizes[name].gzip)} of ${gzip} KB, brotli ${kb(sizes[name].brotli)} of ${brotli} KB`);
    return sizes[name].gzip <= gzip * 1024 && sizes[name].brotli <= brotli * 1024;
  });
  const { "eventsource-wasm": both, ...others } = sizes;
  for (const name of ["EventSource", "events"]) {
    const isSmaller = ["bytes", "gzip", "brotli"].every((unit) => others[`only \`${name}\` of it`][unit] < both[unit]);
    say(`an import of only \`${name}\` is ${isSmaller ? "smaller" : "NOT smaller"} than one of everything`);
    checks.push(isSmaller);
  }
  return [checks.filter(Boolean).length, checks.filter((fits) => !fits).length];
}

/** Runs a stage. @param say prints a line, with the stage's name if several run at the same time */
async function stage(name, say) {
  const began = Date.now();
  say(`── ${name} ${"─".repeat(60 - name.length)}`);
  let [passed, failed] = name === "size" ? await size(say) : [0, 0];
  for (const { command, args, env } of STAGES[name]()) {
    const { code, output } = await run(command, args, { env, onLine: say });
    let [p, f] = count(output);
    if (p + f === 0 && !COUNTED.has(name) && code === 0) p = 1;
    if ((code !== 0 && f === 0) || p + f === 0) f = 1;
    passed += p;
    failed += f;
  }
  const seconds = Math.round((Date.now() - began) / 1000);
  say(`── ${name}: ${passed} passed, ${failed} failed, ${seconds} s`);
  return [passed, failed, seconds];
}

/** Stages whose cases wait for browsers, sockets and timers with a bound: they run alone, or a busy machine makes one of them late. */
const ALONE = new Set(["wasm", "behaviour", "element", "shared", "mercure", "cli", "servers", "demo", "service-worker", "wpt", "oracle", "faults"]);

/**
 * Runs two stages at a time, one lane from the front, where Rust is compiled, the other from the back; then those that run alone.
 * @returns name → [passed, failed, seconds], in the order of the names
 */
async function stages(names) {
  const results = new Map(names.map((name) => [name, undefined]));
  const width = Math.max(...names.map((name) => name.length));
  const say = (name) => (names.length > 1 ? (line) => console.log(`${name.padEnd(width)} │ ${line}`) : console.log);
  const lane = async (take) => {
    for (let name; (name = take()); ) results.set(name, await stage(name, say(name)));
  };
  const together = names.filter((name) => !ALONE.has(name));
  await Promise.all([lane(() => together.shift()), lane(() => together.pop())]);
  const alone = names.filter((name) => ALONE.has(name));
  await lane(() => alone.shift());
  return results;
}

await orExit(async () => {
  const asked = process.argv.slice(2).filter((argument) => argument !== "--yes"); // set-up reads it
  const unknown = asked.filter((name) => !(name in STAGES));
  if (unknown.length > 0) throw new Error(`no stage is called ${unknown.join(", ")}; there are: ${Object.keys(STAGES).join(", ")}`);
  const began = Date.now();
  await setup();
  await build();
  const results = [...(await stages(asked.length > 0 ? asked : Object.keys(STAGES)))];
  const column = (value, unit) => `${String(value).padStart(6)} ${unit}`;
  console.log(`\n${results.map(([name, [passed, failed, seconds]]) => `${name.padEnd(14)} ${column(passed, "passed")} ${column(failed, "failed")} ${column(seconds, "s")}`).join("\n")}\n`);
  const total = (index) => results.reduce((sum, [, figures]) => sum + figures[index], 0);
  console.log(`${Math.round((Date.now() - began) / 60_000)} minutes`);
  console.log(`${total(0)} passed, ${total(1)} failed`);
  process.exitCode = total(1) === 0 ? 0 : 1;
});
