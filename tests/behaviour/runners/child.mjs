// Starts processes and creates folders that do not outlive this process.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** What to do if this process ends early. */
const cleanups = new Set();
let isWatching = false;

function cleanUpAtExit(cleanUp) {
  cleanups.add(cleanUp);
  if (isWatching) return;
  isWatching = true;
  process.once("exit", () => cleanups.forEach((cleanUp) => cleanUp()));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(128 + os.constants.signals[signal]));
}

/** Starts a process. Returns it with `ended`, which resolves with its exit code, the signal that ended it, or an error message. */
export function startChild(command, args, options) {
  const child = spawn(command, args, options);
  const kill = () => child.kill("SIGKILL");
  cleanUpAtExit(kill);
  const ended = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
    child.once("error", (error) => resolve(error.message));
  });
  void ended.then(() => cleanups.delete(kill));
  return { child, ended };
}

/** Creates a folder. Returns its path, and a function that removes it. */
export function temporaryFolder(name, parent = os.tmpdir()) {
  const folder = fs.mkdtempSync(path.join(parent, `${name}-`));
  const remove = () => {
    cleanups.delete(remove);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  cleanUpAtExit(remove);
  return { folder, remove };
}
