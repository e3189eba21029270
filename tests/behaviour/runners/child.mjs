// Processes and folders that do not outlive this process.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** What is to be undone, should this process end before. */
const undone = new Set();
let isWatching = false;

function undoAtOurEnd(undo) {
  undone.add(undo);
  if (isWatching) return;
  isWatching = true;
  process.once("exit", () => undone.forEach((undo) => undo()));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(128 + os.constants.signals[signal]));
}

/** The process, and `ended`: its exit code, or what ended it. */
export function startChild(command, args, options) {
  const child = spawn(command, args, options);
  const kill = () => child.kill("SIGKILL");
  undoAtOurEnd(kill);
  const ended = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
    child.once("error", (error) => resolve(error.message));
  });
  void ended.then(() => undone.delete(kill));
  return { child, ended };
}

/** A folder, and `remove()`. */
export function temporaryFolder(name, parent = os.tmpdir()) {
  const folder = fs.mkdtempSync(path.join(parent, `${name}-`));
  const remove = () => {
    undone.delete(remove);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  undoAtOurEnd(remove);
  return { folder, remove };
}
