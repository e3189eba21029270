// The crate as its users get it: its documentation, its package, its example, the oldest Rust that it promises.
// `node tests/crate/run.mjs [--filter TEXT]`
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { nativeCargo, root, run, rustupHasWasm, TARGET, wasmCargo, which } from "../../scripts/toolchain.mjs";
import { startServer } from "../server/server.mjs";

const LIMIT = 30_000;
const STRICT = { RUSTDOCFLAGS: "-D warnings" };
const { values } = parseArgs({ options: { filter: { type: "string", default: "" } } });
const manifest = fs.readFileSync(path.join(root, "Cargo.toml"), "utf8");

/** The output of a command that has to succeed. */
async function output({ command, args, env }, more = {}) {
  const { code, output } = await run(command, args, { env: { ...env, ...more }, onLine: () => {} });
  assert.equal(code, 0, `${command} ${args.join(" ")}:\n${output}`);
  return output;
}

const native = (...args) => ({ ...nativeCargo(), args });

function wasm(verb, ...before) {
  const { command, args, env } = wasmCargo("test");
  return { command, args: [verb, "--locked", ...before, ...args], env };
}

/** What a case throws where it cannot be run here. */
class Skip extends Error {}

function needsRustdoc() {
  if (!rustupHasWasm()) throw new Skip("rustdoc for wasm needs rustup's target, which is not here");
}

const cases = {
  "its documentation has no warnings": () => output(native("doc", "--locked", "--no-deps", "--lib"), STRICT),

  "the client's has none either": async () => {
    needsRustdoc();
    await output(wasm("doc", "--no-deps", "--lib", "--features", "client"), STRICT);
  },

  "the client's examples compile, on the pages too": async () => {
    needsRustdoc();
    // In release, since what they depend on is there from the tests in wasm.
    await output(wasm("test", "--doc", "--release", "--features", "client"));
  },

  "the package holds the sources, the example and the texts": async () => {
    const names = (await output(native("package", "--list", "--allow-dirty"))).split("\n").filter((name) => name && !/^warning|^ *[|=]/.test(name));
    const expected = /^(\.cargo_vcs_info\.json|Cargo\.(toml|toml\.orig|lock)|README\.md|CHANGELOG\.md|LICENSE-(MIT|APACHE)|examples\/tcp\.rs|src\/(lib|(client|connection|event_stream|wasm)\/\w+)\.rs)$/;
    for (const name of names) assert.match(name, expected);
    for (const name of ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "src/lib.rs", "src/client/mod.rs"]) assert.ok(names.includes(name), `${name} is missing`);
  },

  "it could be published": async () => {
    const text = await output(native("publish", "--dry-run", "--allow-dirty"));
    assert.match(text, /aborting upload due to dry run/);
  },

  "examples/tcp.rs reconnects, with the last event ID": async () => {
    const built = await output(native("build", "--locked", "--example", "tcp", "--message-format=json-render-diagnostics"));
    const [, file] = /"name":"tcp".*"executable":"([^"]+)"/.exec(built);
    const server = await startServer();
    const url = `${server.origin}/stream/tcp`;
    const ask = async (verb, init) => (await fetch(`${server.origin}/${verb}`, init)).json();
    const scripts = [
      [{ status: 200 }, { write: "retry: 20\nid: 7\nevent: first\ndata: a\n\ndata: lost" }, { end: true }],
      [{ status: 200 }, { write: "data: b\n\n" }, { destroy: true }],
      [{ status: 204 }, { end: true }],
    ];
    await ask("script?key=tcp", { method: "POST", body: JSON.stringify(scripts) });
    const child = spawn(file, [url], { stdio: ["ignore", "pipe", "ignore"] });
    const late = setTimeout(() => child.kill(), LIMIT);
    try {
      let printed = "";
      for await (const text of child.stdout.setEncoding("utf8")) printed += text;
      assert.equal(printed, "first 7 a\nmessage 7 b\nclosed: no-content\n");
      const { requests } = await ask("log?key=tcp");
      assert.deepEqual(requests.map(({ lastEventId }) => lastEventId), [undefined, "7", "7"]);
    } finally {
      clearTimeout(late);
      child.kill();
      await server.close();
    }
  },

  "examples/storm has a line for each scenario and policy": async () => {
    const lines = (await output(native("run", "--quiet", "--locked", "--example", "storm", "--", "--clients", "1000"))).trim().split("\n").map((line) => JSON.parse(line));
    const [scenarios, policies] = ["scenario", "policy"].map((field) => new Set(lines.map((line) => line[field])).size);
    assert.ok(scenarios > 1 && policies > 1);
    assert.equal(lines.length, scenarios * policies);
    for (const { attempts, refused, gaveUp, arrivals, busiest } of lines) {
      assert.ok(attempts - refused + gaveUp > 0 && refused <= attempts);
      assert.ok(busiest >= Math.max(...arrivals));
    }
  },

  "the oldest Rust that it promises compiles it": async () => {
    const [, version] = /^rust-version = "([\d.]+)"/m.exec(manifest);
    const rustup = which("rustup");
    if (!rustup) throw new Skip(`there is no rustup to get Rust ${version} with`);
    const targets = { command: rustup, args: ["target", "list", "--installed", "--toolchain", version] };
    const { code, output: installed } = await run(targets.command, targets.args, { onLine: () => {} });
    if (code !== 0 || !installed.split("\n").includes(TARGET)) {
      console.log(`  installing Rust ${version} (once)`);
      const install = ["toolchain", "install", version, "--profile", "minimal", "--target", TARGET, "--no-self-update"];
      const { code, output } = await run(rustup, install, { onLine: () => {} });
      if (code !== 0) throw new Skip(`Rust ${version} cannot be had: ${output.trim().split("\n").at(-1)}`);
    }
    const check = (...args) => ({ command: rustup, args: ["run", version, "cargo", "check", "--locked", "--lib", "--target-dir", "target/oldest", ...args], env: process.env });
    await output(check());
    await output(check("--target", TARGET, "--features", "client"));
  },
};

await orExit(async () => {
  let [passed, failed] = [0, 0];
  for (const [name, test] of Object.entries(cases)) {
    if (!name.includes(values.filter)) continue;
    try {
      await test();
      passed++;
      console.log(`✓ ${name}`);
    } catch (error) {
      if (error instanceof Skip) console.log(`– ${name}: skipped, since ${error.message}`);
      else {
        failed++;
        console.log(`✗ ${name}\n${error.message}`);
      }
    }
  }
  console.log(`crate: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
});
