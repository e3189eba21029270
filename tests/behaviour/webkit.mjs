// Starts WebKitGTK's MiniBrowser on a virtual display. The suite posts its results itself, so a page is just a process with a URL,
// and no driver is needed.
import { execFile, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { within } from "./harness.mjs";

const START_LIMIT = 20_000;
const END_LIMIT = 20_000;

// Accept cookies as the other browsers do, and print errors of pages and workers to stdout.
const FLAGS = ["--cookies-policy=always", "--enable-write-console-messages-to-stdout=true"];

/** A command and all its children, as one process group. `closed` resolves when all of them have ended. */
class Group {
  static #running = new Set();
  #child;
  #signal;

  /** @param signal ends the group */
  constructor(signal, command, args, options) {
    this.#signal = signal;
    this.#child = spawn(command, args, { ...options, detached: true });
    this.started = once(this.#child, "spawn");
    // "close" fires when the last process that holds the pipes has ended.
    this.closed = new Promise((resolve) => {
      this.#child.once("close", resolve);
      this.#child.once("error", resolve);
    }).then(() => void Group.#running.delete(this));
    Group.#running.add(this);
  }

  static killAll() {
    Group.#running.forEach((group) => group.kill());
  }

  get stdio() {
    return this.#child.stdio;
  }

  kill(signal = this.#signal) {
    try {
      process.kill(-this.#child.pid, signal);
    } catch {
      // The group has already ended, or never started.
    }
  }

  async stop() {
    this.kill();
    const late = setTimeout(() => this.kill("SIGKILL"), END_LIMIT / 2);
    await within(this.closed, END_LIMIT, `the end of ${this.#child.spawnfile}`).finally(() => clearTimeout(late));
  }
}

/** Starts a display. Resolves with its name and its process group, once it accepts clients. */
async function startDisplay() {
  // SIGKILL would leave its socket behind.
  const xvfb = new Group("SIGTERM", "Xvfb", ["-displayfd", "3", "-nolisten", "tcp", "-screen", "0", "1024x768x24"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const ended = xvfb.started.then(() => xvfb.closed).then(() => Promise.reject(new Error("Xvfb ended before it had a display")));
  try {
    const [number] = await within(Promise.race([once(xvfb.stdio[3], "data"), ended]), START_LIMIT, "Xvfb");
    return { display: `:${String(number).trim()}`, xvfb };
  } catch (error) {
    xvfb.kill();
    throw error;
  } finally {
    ended.catch(() => {});
  }
}

/** A browser that shows one URL. Emits "pageerror" for uncaught errors, and "close" when it ends. */
class Page extends EventEmitter {
  #executable;
  #env;
  #browser;

  constructor(executable, env) {
    super();
    this.#executable = executable;
    this.#env = env;
  }

  async goto(url) {
    this.#browser = new Group("SIGKILL", this.#executable, [...FLAGS, url], { env: this.#env, stdio: ["ignore", "pipe", "ignore"] });
    createInterface({ input: this.#browser.stdio[1] }).on("line", (line) => {
      const [, message] = /CONSOLE JS ERROR (.*)/.exec(line) ?? [];
      if (message) this.emit("pageerror", new Error(message));
    });
    await this.#browser.started;
    void this.#browser.closed.then(() => this.emit("close"));
  }

  async close() {
    await this.#browser?.stop();
  }
}

/** Returns an environment that hides the user's session, and keeps all of the browser's data in one folder. */
function environment(home, display) {
  const at = (name) => path.join(home, name);
  fs.mkdirSync(at("run"), { recursive: true, mode: 0o700 });
  const folders = { HOME: home, XDG_DATA_HOME: at("data"), XDG_CACHE_HOME: at("cache"), XDG_CONFIG_HOME: at("config"), XDG_STATE_HOME: at("state"), XDG_RUNTIME_DIR: at("run"), TMPDIR: at("run") };
  const session = { DISPLAY: display, GDK_BACKEND: "x11", GSETTINGS_BACKEND: "memory", GIO_USE_VFS: "local", NO_AT_BRIDGE: "1", LIBGL_ALWAYS_SOFTWARE: "1", no_proxy: "127.0.0.1" };
  return { ...process.env, ...folders, ...session };
}

/** @param {string} executable the path of MiniBrowser */
export async function startWebKit(executable) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "behaviour-webkit-"));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Process groups outlive this process, so end them whenever it ends.
  process.once("exit", () => {
    Group.killAll();
    remove();
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(128 + os.constants.signals[signal]));

  const { display, xvfb } = await startDisplay();
  let pages = 0;
  // Each page gets a new environment, so that nothing (such as a service worker) survives from one page to the next.
  const fresh = () => environment(path.join(folder, String(pages++)), display);
  const close = () => xvfb.stop().finally(remove);
  try {
    const { stdout } = await promisify(execFile)(executable, ["--version"], { env: fresh(), timeout: START_LIMIT });
    return { version: stdout.trim(), newPage: async () => new Page(executable, fresh()), close };
  } catch (error) {
    await close();
    throw error;
  }
}
