// `npm run fuzz [-- event_stream limit connection] [--runs 10000000]`: runs libFuzzer on the pure part, with the user's stable Rust.
// `cargo +nightly fuzz run …` does the same with AddressSanitizer.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { orExit } from "./setup.mjs";
import { nativeCargo, PlainError, root, run, which } from "./toolchain.mjs";

const folder = path.join(root, "fuzz");
const TARGETS = fs.readdirSync(path.join(folder, "fuzz_targets")).map((name) => path.basename(name, ".rs"));
/** The largest input: long enough for several blocks, short enough for many runs. */
const MAX_LENGTH = 200;

/** The flags that cargo-fuzz sets, without the sanitizer, which needs a nightly compiler. */
const COVERAGE = [
  "--cfg fuzzing", "-Cpasses=sancov-module", "-Ccodegen-units=1", "-Cdebug-assertions",
  ...["level=4", "inline-8bit-counters", "pc-table", "trace-compares"].map((option) => `-Cllvm-args=-sanitizer-coverage-${option}`),
];

async function buildTargets() {
  if (!which("g++", "c++", "clang++")) throw new PlainError("libFuzzer is C++: install g++ and try again.");
  const { command, env } = nativeCargo();
  const { output } = await run(which("rustc") ?? "rustc", ["-vV"], { onLine: () => {} });
  const host = /^host: (.+)$/m.exec(output)[1];
  // Name the target, so that build scripts are built without the flags.
  const { code } = await run(command, ["build", "--locked", "--release", "--target", host], { cwd: folder, env: { ...env, RUSTFLAGS: COVERAGE.join(" ") } });
  if (code !== 0) throw new PlainError("the fuzz targets could not be built");
  return path.join(folder, "target", host, "release");
}

await orExit(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { runs: { type: "string", default: "10000000" } } });
  const unknown = positionals.filter((name) => !TARGETS.includes(name));
  if (unknown.length > 0) throw new PlainError(`no target is called ${unknown.join(", ")}; there are: ${TARGETS.join(", ")}`);
  const binaries = await buildTargets();
  let passed = 0;
  const targets = positionals.length > 0 ? positionals : TARGETS;
  for (const target of targets) {
    const [corpus, artifacts] = ["corpus", "artifacts"].map((name) => path.join(folder, name, target));
    for (const made of [corpus, artifacts]) fs.mkdirSync(made, { recursive: true });
    const tail = [];
    const { code } = await run(path.join(binaries, target), [`-runs=${values.runs}`, `-max_len=${MAX_LENGTH}`, `-artifact_prefix=${artifacts}/`, corpus], { onLine: (line) => tail.push(line) && tail.splice(0, tail.length - 30) });
    const [done] = tail.filter((line) => line.startsWith("Done "));
    console.log(`${target}: ${done ?? tail.join("\n")}`);
    if (code === 0 && done) passed++;
  }
  console.log(`fuzz: ${passed} passed, ${targets.length - passed} failed`);
  if (passed < targets.length) process.exitCode = 1;
});
