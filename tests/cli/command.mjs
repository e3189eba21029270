// Runs the command as a process, and collects its output.
import { spawn } from "node:child_process";
import path from "node:path";

export const COMMAND = path.resolve(import.meta.dirname, "../../dist/cli.js");
/** How long a case waits, in ms. */
const LIMIT = 15_000;
/** The environment without the user's colour settings: a case sets its own. */
const { NO_COLOR, FORCE_COLOR, ...environment } = { ...process.env, TERM: "xterm-256color" };

const running = new Set();

/** Kills the processes that a case has left running. */
export async function endAll() {
  await Promise.all([...running].map((command) => command.kill("SIGKILL").ended.catch(() => {})));
}

export class Command {
  stdout = "";
  stderr = "";
  #child;
  #said = () => {};

  /** @param stdio as for `spawn`; if stdout is a "pipe", it is read unless `reads` is false */
  constructor(file, args, { env = {}, stdio = ["pipe", "pipe", "pipe"], reads = true, input } = {}) {
    const child = spawn(file, args, { env: { ...environment, ...env }, stdio });
    this.#child = child;
    running.add(this);
    this.closed = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        running.delete(this);
        resolve({ code: code ?? signal, stdout: this.stdout, stderr: this.stderr });
      });
    });
    if (reads) this.read();
    child.stderr?.setEncoding("utf8").on("data", (text) => this.#append("stderr", text));
    // The command may end before it has read everything.
    child.stdin?.on("error", () => {});
    if (input !== undefined) child.stdin.end(input);
  }

  get pid() {
    return this.#child.pid;
  }

  read() {
    this.#child.stdout?.setEncoding("utf8").on("data", (text) => this.#append("stdout", text));
  }

  #append(name, text) {
    this[name] += text;
    this.#said();
  }

  write(text) {
    this.#child.stdin.write(text);
  }

  kill(signal) {
    this.#child.kill(signal);
    return this;
  }

  /** Waits until the output matches. */
  says(pattern, name = "stdout") {
    return this.#within(new Promise((resolve) => {
      this.#said = () => pattern.test(this[name]) && resolve();
      this.#said();
    }), `${pattern} on ${name}`);
  }

  /** Waits for the end. Returns the exit code or signal, and the whole output. */
  get ended() {
    return this.#within(this.closed, "its end");
  }

  #within(promise, what) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what}: not within ${LIMIT} ms. It said ${JSON.stringify(this.stdout.slice(-400))}, and on stderr ${JSON.stringify(this.stderr.slice(-400))}`)), LIMIT);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }
}

export const start = (args, options) => new Command(process.execPath, [COMMAND, ...args], options);
export const run = (args, options) => start(args, { input: "", ...options }).ended;

export const shellQuote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const line = (args) => [process.execPath, COMMAND, ...args].map(shellQuote).join(" ");

/** Runs a shell script in which `COMMAND` stands for the command with these arguments. */
export const startInShell = (script, args, options) => new Command("/bin/sh", ["-c", script.replaceAll("COMMAND", line(args))], options);

/** Runs the command on a pseudo-terminal, by util-linux's `script`. Its stdout is what the terminal shows, including stderr; `write("\x03")` is Ctrl-C. Without `exec`, the exit code could be the shell's. */
export const startOnTerminal = (args, { env } = {}) =>
  new Command("script", ["--quiet", "--return", "--flush", "--command", `exec ${line(args)}`, "/dev/null"], { env: { SHELL: "/bin/sh", ...env } });

/** Why there is no pseudo-terminal here, if so. */
export async function noTerminal() {
  const { stdout } = await new Command("script", ["--version"]).ended.catch(() => ({ stdout: "" }));
  return stdout.includes("util-linux") ? undefined : "there is no `script` of util-linux here";
}
