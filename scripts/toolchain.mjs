// Finds the tools that set-up installs, and runs them for the build and the tests. Uses no npm packages, because set-up runs first.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const root = path.dirname(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname));
export const TARGET = "wasm32-unknown-unknown";

/** The folder for compiled tools and std for wasm, shared by all clones of a user. In the project if the user's cache is not writable. */
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

/** An error that is printed without its stack, because the message says everything. */
export class PlainError extends Error {}

const cargoHome = process.env.CARGO_HOME || path.join(os.homedir(), ".cargo");

/** Debian's rustc-web, which includes the source of std for wasm. It does not interfere with rustup. */
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

/** Returns whether rustup's toolchain can build for wasm. */
export function rustupHasWasm() {
  const rustup = which("rustup");
  return rustup !== undefined && (capture(rustup, ["target", "list", "--installed"]) ?? "").split("\n").includes(TARGET);
}

/** Returns whether rustup's toolchain has the source of std, so that std can be built without panic messages. */
export function rustupHasSource() {
  const sysroot = capture(which("rustc") ?? "rustc", ["--print", "sysroot"]);
  return sysroot !== undefined && fs.existsSync(path.join(sysroot, "lib/rustlib/src/rust/library/std"));
}

/** Returns whether std is built together with the package's wasm, which makes it smaller. */
export const buildsStd = () => !rustupHasWasm() || rustupHasSource();

const BUILD_STD = ["-Zbuild-std=std,panic_abort"];
const NO_PANIC_MESSAGES = " -Zunstable-options -Cpanic=immediate-abort";

/** Returns the cargo for native code: the user's own if there is one. */
export function nativeCargo() {
  return { command: which("cargo") ?? "/usr/bin/cargo", args: [], env: { ...process.env } };
}

/** The default stack would be 1 MB. */
const SMALL_STACK = "-Clink-arg=-zstack-size=1024";

const FLAGS = {
  // Without reference types: no JavaScript value crosses the boundary, but wasm-bindgen would still create a table for them.
  build: `-Ctarget-feature=+simd128,-reference-types ${SMALL_STACK}`,
  // Only features that `wasm2js` supports. It turns bulk memory into `copyWithin` and `fill`.
  js: `-Ctarget-cpu=mvp -Ctarget-feature=+bulk-memory ${SMALL_STACK}`,
  test: "-Ctarget-feature=+simd128",
};

/**
 * Returns the cargo for wasm. Each `purpose` has its own target folder: the package is built ("build", and "js" for `wasm2js`) without panic messages if
 * std can be built, too; the tests need the messages. It is never native cargo's folder, which another compiler uses, or one folder for
 * all clones, because cargo would mistake one clone's output for another's.
 */
export function wasmCargo(purpose) {
  const env = {
    ...process.env,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: wasmBindgen("wasm-bindgen-test-runner"),
    CARGO_TARGET_DIR: path.join(root, "target", `wasm-${purpose}`),
    // The paths of our own files are already relative.
    RUSTFLAGS: `--remap-path-prefix=${cargoHome}=cargo ${FLAGS[purpose]}`,
  };
  // rustup's std declares reference types in a section that wasm-bindgen reads; stripping removes it.
  if (purpose === "js" || (purpose === "build" && !buildsStd())) env.CARGO_PROFILE_RELEASE_STRIP = "true";
  if (rustupHasWasm()) {
    const command = which("cargo");
    if (purpose === "test" || !rustupHasSource()) return { command, args: ["--target", TARGET], env };
    // Building std is unstable; RUSTC_BOOTSTRAP lets a stable compiler do it.
    return { command, args: [...BUILD_STD, "--target", TARGET], env: { ...env, RUSTC_BOOTSTRAP: "1", RUSTFLAGS: env.RUSTFLAGS + NO_PANIC_MESSAGES } };
  }
  if (purpose !== "test") env.RUSTFLAGS += NO_PANIC_MESSAGES;
  // The test harness needs unwinding. With another setting, cargo would build std twice, and mix the two.
  else env.CARGO_PROFILE_RELEASE_PANIC = "unwind";
  return {
    command: "/usr/bin/cargo",
    args: [...BUILD_STD, "--target", TARGET],
    env: {
      ...env,
      // /usr/bin first, because cargo would otherwise run the cargo-clippy in its home.
      PATH: ["/usr/bin", process.env.PATH, path.join(cargoHome, "bin")].join(path.delimiter),
      RUSTC: "/usr/bin/rustc",
      RUSTC_BOOTSTRAP: "1",
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: "wasm-ld-22",
    },
  };
}

/** Returns the version of wasm-bindgen in Cargo.lock. The CLI must have the same. */
export function wasmBindgenVersion() {
  const lock = fs.readFileSync(path.join(root, "Cargo.lock"), "utf8");
  return /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)[1];
}

export const wasmBindgenRoot = () => path.join(cache, `wasm-bindgen-${wasmBindgenVersion()}`);
export const wasmBindgen = (tool = "wasm-bindgen") => path.join(wasmBindgenRoot(), "bin", tool);

/** The paths of WebKitGTK's MiniBrowser, which is never in PATH: in Debian, Fedora and Arch. */
function miniBrowser() {
  const debian = fs.existsSync("/usr/lib") ? fs.readdirSync("/usr/lib").filter((name) => name.endsWith("-linux-gnu")).map((name) => `/usr/lib/${name}`) : [];
  return [...debian, "/usr/libexec", "/usr/lib"]
    .flatMap((folder) => ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"].map((api) => path.join(folder, api, "MiniBrowser")))
    .find((file) => fs.existsSync(file));
}

export const browsers = {
  chromium: () => process.env.CHROMIUM || which("chromium", "chromium-browser", "google-chrome"),
  firefox: () => process.env.FIREFOX || which("firefox-esr", "firefox"),
  // It has no headless mode, so it needs a virtual display.
  webkit: () => which("Xvfb") && (process.env.WEBKIT || miniBrowser()),
};

/** Runs a command. Passes its output to `onLine` line by line. Resolves with the exit code and the whole output. */
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
