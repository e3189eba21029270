// Installs what is missing: npm packages, a Rust toolchain that can build wasm, the wasm-bindgen CLI, browsers.
// `npm start` and `npm test` both begin here. Steps that are already done are skipped.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline/promises";
import { pathToFileURL } from "node:url";
import { browsers, cache, debian, nativeCargo, PlainError, root, run, rustupHasSource, rustupHasWasm, TARGET, wasmBindgen, wasmBindgenRoot, wasmBindgenVersion, which } from "./toolchain.mjs";

/** Runs a command, with a line that shows how long it has been running. Prints its output only if it fails. */
export async function step(title, command, args, { cwd, env = process.env, mayFail = false } = {}) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  let last = "";
  const tty = process.stdout.isTTY;
  const show = () => tty ? process.stdout.write(`\r\x1b[K  ${title} … ${seconds()} s  ${last.slice(0, 60)}`) : console.log(`  ${title} … ${seconds()} s  ${last.slice(0, 80)}`);
  if (!tty) console.log(`  ${title} …`);
  const timer = setInterval(show, tty ? 500 : 20_000);
  const { code, output } = await run(command, args, { cwd, env, onLine: (line) => { if (line.trim()) last = line.trim(); } });
  clearInterval(timer);
  if (tty) process.stdout.write("\r\x1b[K");
  console.log(`  ${title}: ${code === 0 ? "done" : "failed"}, ${seconds()} s`);
  if (code !== 0 && !mayFail) throw new PlainError(`${title} failed (${command} ${args.join(" ")}):\n${output.split("\n").slice(-25).join("\n")}`);
  return code === 0;
}

/** Asks whether set-up may install system packages. Does not ask in CI, without a terminal, or with `--yes`. */
async function mayInstall(what) {
  if (process.env.CI || !process.stdin.isTTY || !process.stdout.isTTY || process.argv.includes("--yes")) return true;
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`  Install ${what} with apt-get? [Y/n] `);
  terminal.close();
  return !/^\s*n/i.test(answer);
}

/** Runs apt-get as root. Returns the reason if it cannot. */
async function aptGet(title, ...args) {
  if (!fs.existsSync("/usr/bin/apt-get")) return "there is no apt-get here";
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !which("sudo")) return "installing needs root";
  const [command, ...rest] = [...(isRoot ? [] : ["sudo", "-n"]), "apt-get", "-o", "DPkg::Lock::Timeout=300", ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return (await step(title, command, rest, { env, mayFail: true })) ? undefined : `\`apt-get ${args.join(" ")}\` failed`;
}

export const aptUpdate = () => aptGet("apt-get update", "update");

/** Installs Debian packages. Returns the reason if it cannot or may not. */
export async function apt(title, packages) {
  if (fs.existsSync("/usr/bin/apt-get") && !(await mayInstall(`${title} (${packages.join(", ")})`))) return "you chose not to install it";
  return (await aptUpdate()) ?? (await aptGet(title, "install", "-y", "--no-install-recommends", ...packages));
}

async function npmPackages() {
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  const hash = crypto.createHash("sha256").update(lock).digest("hex");
  const stamp = path.join(root, "node_modules", ".eventsource-wasm-lock");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash) return;
  await step("npm packages", "npm", ["ci"]);
  fs.writeFileSync(stamp, hash);
}

/** rust-toolchain.toml asks for rustup's stable. If that is not available, uses the user's default. */
async function rustChannel(rustup) {
  const { code } = await run(rustup, ["show", "active-toolchain"], { onLine: () => {} });
  if (code === 0 || (await step("Rust stable", rustup, ["toolchain", "install", "stable", "--profile", "minimal"], { mayFail: true }))) return;
  const { output } = await run(rustup, ["default"], { onLine: () => {} });
  process.env.RUSTUP_TOOLCHAIN = output.split(" ")[0];
}

async function rust() {
  const hasRustup = which("rustup") !== undefined;
  if (hasRustup) await rustChannel(which("rustup"));
  if (!(hasRustup && rustupHasWasm()) && !debian.has()) {
    const added = hasRustup && (await step("rustup's wasm target", which("rustup"), ["target", "add", TARGET], { mayFail: true }));
    if (!added) {
      const why = await apt("Debian's Rust for wasm", debian.packages);
      if (why) throw new PlainError(`Rust for wasm is missing and ${why}: install rustup (rustup.rs), run \`rustup target add ${TARGET}\`, and try again.`);
    }
  }
  for (const part of ["clippy", "fmt"]) {
    const { command, env } = nativeCargo();
    const { code } = await run(command, [part, "--version"], { env, onLine: () => {} });
    if (code !== 0 && hasRustup) await step(`rustup's ${part}`, which("rustup"), ["component", "add", part === "fmt" ? "rustfmt" : part], { mayFail: true });
  }
  // Needed only for the size: without it, the wasm includes std's panic messages.
  if (hasRustup && rustupHasWasm() && !rustupHasSource()) await step("std's source", which("rustup"), ["component", "add", "rust-src"], { mayFail: true });
  // Build scripts and native tests need the system's linker; libFuzzer is C++.
  if (!which("cc", "gcc") || !which("c++", "g++")) {
    const why = await apt("a C linker and libFuzzer's compiler", ["gcc", "g++", "libc6-dev"]);
    if (why) throw new PlainError(`A C or a C++ compiler is missing and ${why}: install gcc and g++ and try again.`);
  }
}

async function wasmBindgenCli() {
  if (fs.existsSync(wasmBindgen()) && fs.existsSync(wasmBindgen("wasm-bindgen-test-runner"))) return;
  const version = wasmBindgenVersion();
  const { command, env } = nativeCargo();
  fs.mkdirSync(cache, { recursive: true });
  // Not --locked: see docs/architecture.md. With fewer optimizations it compiles in half the time, and is fast enough.
  const target = path.join(cache, "target-wasm-bindgen-cli");
  await step(`wasm-bindgen CLI ${version} (some minutes, once)`, command, ["install", "wasm-bindgen-cli", "--version", `=${version}`, "--root", wasmBindgenRoot()], {
    env: { ...env, CARGO_PROFILE_RELEASE_OPT_LEVEL: "1", CARGO_TARGET_DIR: target },
  });
  fs.rmSync(target, { recursive: true, force: true });
}

/** Only tests need browsers, so a missing one is reported, not thrown. */
async function browserBinaries() {
  const missing = [];
  if (!browsers.chromium()) missing.push("chromium");
  if (!browsers.firefox()) missing.push("firefox-esr");
  if (missing.length > 0) {
    const why = await apt(`browsers: ${missing.join(", ")}`, missing);
    if (why) console.log(`  ${missing.join(" and ")} not found, and ${why}: install a Chromium and a Firefox, or name them in CHROMIUM and FIREFOX; only \`npm test\` needs them.`);
  }
  if (browsers.webkit()) return;
  // Installed separately: if it is not available, the other two may still be.
  const why = await apt("WebKitGTK and a display for it", ["webkit2gtk-driver", "xvfb"]);
  if (why) console.log(`  WebKitGTK's MiniBrowser or Xvfb not found, and ${why}: \`npm test\` will leave WebKit out.`);
}

export async function setup() {
  const began = Date.now();
  console.log("set-up");
  await npmPackages();
  await rust();
  await wasmBindgenCli();
  await browserBinaries();
  console.log(`set-up: ready, ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** For a script's top level: prints the message of an expected failure without its stack. */
export async function orExit(work) {
  try {
    return await work();
  } catch (error) {
    console.error(error instanceof PlainError ? `\n${error.message}` : error);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await orExit(setup);
