// A server's process, with a port and a folder of its own; it never outlives this one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { unusedPort } from "../server/unused-port.mjs";

const START_LIMIT = 30_000;
const STOP_LIMIT = 5_000;

const running = new Set();
process.on("exit", () => {
  for (const server of running) {
    server.kill("SIGKILL");
    fs.rmSync(server.folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

export class ServerProcess {
  #command;
  #child;
  #output;

  constructor(command, port, folder) {
    this.#command = command;
    this.folder = folder;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** @param {(place: { port: number, folder: string }) => { command: string, args: string[], env?: object }} command */
  static async start(command) {
    const port = await unusedPort();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "server-"));
    const server = new ServerProcess(command({ port, folder }), port, folder);
    try {
      await server.#launch();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async #launch() {
    const { command, args, env } = this.#command;
    this.#output = "";
    // A process group of its own, by which workers end with it.
    this.#child = spawn(command, args, { cwd: this.folder, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const failed = once(this.#child, "error").then(([error]) => (this.#output += error.message));
    running.add(this);
    for (const pipe of [this.#child.stdout, this.#child.stderr]) pipe.setEncoding("utf8").on("data", (text) => (this.#output = (this.#output + text).slice(-5000)));
    const end = Date.now() + START_LIMIT;
    while (!(await this.#answers())) {
      await Promise.race([failed, new Promise((resolve) => setTimeout(resolve, 25))]);
      if (this.#ended() || this.#child.pid === undefined) throw new Error(`${command} did not start:\n${this.#output}`);
      if (Date.now() > end) throw new Error(`${command} did not answer within ${START_LIMIT} ms:\n${this.#output}`);
    }
  }

  async #answers() {
    try {
      await (await fetch(`${this.origin}/`)).text();
      return true;
    } catch {
      return false;
    }
  }

  #ended() {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** What it wrote last. */
  get output() {
    return this.#output;
  }

  /** Signals the process alone, which tells its workers what to do. */
  signal(name) {
    process.kill(this.#child.pid, name);
  }

  /** The process ids of its workers, on Linux. */
  workers() {
    const { pid } = this.#child;
    return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  }

  /** Signals the process and its workers. */
  kill(signal) {
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  }

  async #end(signal) {
    if (this.#child?.pid === undefined) return;
    const exit = this.#ended() ? undefined : once(this.#child, "exit");
    const late = setTimeout(() => this.kill("SIGKILL"), STOP_LIMIT);
    this.kill(signal);
    await exit;
    clearTimeout(late);
    // Workers that outlived it.
    this.kill("SIGKILL");
    running.delete(this);
  }

  /** Kills it where it stands, and starts it anew on the same port. */
  async restart() {
    await this.#end("SIGKILL");
    await this.#launch();
  }

  async stop() {
    await this.#end("SIGTERM");
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
