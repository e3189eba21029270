// What set-up finds or installs, and how build and tests call it. Node only: no npm package is needed here.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const root = path.dirname(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname));
export const TARGET = "wasm32-unknown-unknown";

/** Shared by all clones of a user: compiled tools, and std for wasm. In the project where that cannot be written. */
export const cache = [path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "eventsource-wasm"), path.join(root, ".cache")].find(writable);

function writable(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** An error whose message is all that a reader needs: no stack. */
export class PlainError extends Error {}

const cargoHome = process.env.CARGO_HOME || path.join(os.homedir(), ".cargo");

/** Debian's rustc-web: complete with std for wasm as source, beside any rustup. */
export const debian = {
  packages: ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web", "lld-22"],
  has: () => ["/usr/bin/cargo", "/usr/bin/rustc", "/usr/bin/clippy-driver", "/usr/bin/wasm-ld-22", "/usr/lib/rustlib/src/rust/library/std"].every((file) => fs.existsSync(file)),
};

const capture = (command, args, env) => {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], env: env ?? process.env }).trim();
  } catch {
    return undefined;
  }
};

export const which = (...names) =>
  names
    .flatMap((name) => [...(process.env.PATH || "").split(path.delimiter), path.join(cargoHome, "bin")].map((dir) => path.join(dir, name)))
    .find((file) => fs.existsSync(file));

/** Whether rustup's toolchain can build for wasm by itself. */
export function rustupHasWasm() {
  const rustup = which("rustup");
  return rustup !== undefined && (capture(rustup, ["target", "list", "--installed"]) ?? "").split("\n").includes(TARGET);
}

/** Whether rustup's toolchain has std as source, to build it along without panic messages. */
export function rustupHasSource() {
  const sysroot = capture(which("rustc") ?? "rustc", ["--print", "sysroot"]);
  return sysroot !== undefined && fs.existsSync(path.join(sysroot, "lib/rustlib/src/rust/library/std"));
}

/** Whether the package's wasm is built with std, which makes it smaller. */
export const buildsStd = () => !rustupHasWasm() || rustupHasSource();

const BUILD_STD = ["-Zbuild-std=std,panic_abort"];
const NO_PANIC_MESSAGES = " -Zunstable-options -Cpanic=immediate-abort";

/** The cargo for native code: the user's own where there is one. */
export function nativeCargo() {
  return { command: which("cargo") ?? "/usr/bin/cargo", args: [], env: { ...process.env } };
}

/** The stack would be 1 MB. */
const SMALL_STACK = "-Clink-arg=-zstack-size=1024";

const FLAGS = {
  // No JavaScript value crosses; with reference types wasm-bindgen would make a table for them all the same.
  build: `-Ctarget-feature=+simd128,-reference-types ${SMALL_STACK}`,
  // Only what `wasm2js` can do; it makes `copyWithin` and `fill` of bulk memory.
  js: `-Ctarget-cpu=mvp -Ctarget-feature=+bulk-memory ${SMALL_STACK}`,
  test: "-Ctarget-feature=+simd128",
};

/**
 * The cargo for wasm. `purpose` keys its folder: the package is built ("build", and "js" for `wasm2js`) without panic messages
 * where std can be built along, the tests need them. Never native cargo's folder, which another compiler uses, and
 * never one for all clones: cargo would take one clone's result for another's.
 */
export function wasmCargo(purpose) {
  const env = {
    ...process.env,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: wasmBindgen("wasm-bindgen-test-runner"),
    CARGO_TARGET_DIR: path.join(root, "target", `wasm-${purpose}`),
    // Our own files have relative paths already.
    RUSTFLAGS: `--remap-path-prefix=${cargoHome}=cargo ${FLAGS[purpose]}`,
  };
  // rustup's std says that it has reference types: wasm-bindgen reads that in what is stripped here.
  if (purpose === "js" || (purpose === "build" && !buildsStd())) env.CARGO_PROFILE_RELEASE_STRIP = "true";
  if (rustupHasWasm()) {
    const command = which("cargo");
    if (purpose === "test" || !rustupHasSource()) return { command, args: ["--target", TARGET], env };
    // Building std is not stable yet; the switch lets a stable compiler do it all the same.
    return { command, args: [...BUILD_STD, "--target", TARGET], env: { ...env, RUSTC_BOOTSTRAP: "1", RUSTFLAGS: env.RUSTFLAGS + NO_PANIC_MESSAGES } };
  }
  if (purpose !== "test") env.RUSTFLAGS += NO_PANIC_MESSAGES;
  // A test harness is built to unwind; with another setting cargo would build std twice, and mix the two.
  else env.CARGO_PROFILE_RELEASE_PANIC = "unwind";
  return {
    command: "/usr/bin/cargo",
    args: [...BUILD_STD, "--target", TARGET],
    env: {
      ...env,
      // Cargo would look in its home first for cargo-clippy, were that not in PATH.
      PATH: ["/usr/bin", process.env.PATH, path.join(cargoHome, "bin")].join(path.delimiter),
      RUSTC: "/usr/bin/rustc",
      RUSTC_BOOTSTRAP: "1",
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: "wasm-ld-22",
    },
  };
}

/** The version of wasm-bindgen that Cargo.lock pins: the CLI has to equal it. */
export function wasmBindgenVersion() {
  const lock = fs.readFileSync(path.join(root, "Cargo.lock"), "utf8");
  return /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)[1];
}

export const wasmBindgenRoot = () => path.join(cache, `wasm-bindgen-${wasmBindgenVersion()}`);
export const wasmBindgen = (tool = "wasm-bindgen") => path.join(wasmBindgenRoot(), "bin", tool);

/** MiniBrowser of WebKitGTK, which is in no PATH: Debian's place for it, Fedora's, Arch's. */
function miniBrowser() {
  const debian = fs.existsSync("/usr/lib") ? fs.readdirSync("/usr/lib").filter((name) => name.endsWith("-linux-gnu")).map((name) => `/usr/lib/${name}`) : [];
  return [...debian, "/usr/libexec", "/usr/lib"]
    .flatMap((folder) => ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"].map((api) => path.join(folder, api, "MiniBrowser")))
    .find((file) => fs.existsSync(file));
}

export const browsers = {
  chromium: () => process.env.CHROMIUM || which("chromium", "chromium-browser", "google-chrome"),
  firefox: () => process.env.FIREFOX || which("firefox-esr", "firefox"),
  // It has no headless mode: without a virtual display it cannot be run.
  webkit: () => which("Xvfb") && (process.env.WEBKIT || miniBrowser()),
};

/** Runs a command; its output goes to `onLine` line by line. Resolves with exit code and all output. */
export function run(command, args, { cwd = root, env = process.env, onLine = (line) => console.log(line) } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let rest = "";
    const take = (data) => {
      output += data;
      const lines = (rest + data).split("\n");
      rest = lines.pop();
      lines.forEach(onLine);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", (error) => resolve({ code: 127, output: output + error.message }));
    child.on("close", (code) => {
      if (rest) onLine(rest);
      resolve({ code: code ?? 1, output });
    });
  });
}
