// An example in Node, in a process of its own.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { moduleFor } from "./project.mjs";
import { surroundings } from "./surroundings.mjs";

/** Answers once what was under way has had its turn; does not keep the process, and goes with the one that asks. */
const SETTLE = `
process.on("disconnect", () => process.exit());
process.on("message", () => void fetch("https://example.com/settle").then(() => process.send("settled")));
process.channel.unref();
`;

/** @returns a program that runs: `printed()`, `settle()`, `ended`, `stop()` */
export async function runInNode(project, example, server) {
  const before = path.join(project.folder, "surroundings.mjs");
  fs.writeFileSync(before, surroundings(server, { hasOutput: true }) + SETTLE);
  const file = await moduleFor(project, example);
  const child = spawn(process.execPath, ["--import", before, file], { cwd: project.folder, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  let printed = "";
  let complaints = "";
  let changed = () => {};
  child.stdout.setEncoding("utf8").on("data", (text) => {
    printed += text;
    changed();
  });
  child.stderr.setEncoding("utf8").on("data", (text) => (complaints += text));
  let isOver = false;
  const ended = new Promise((resolve) =>
    child.once("close", (code) => {
      isOver = true;
      resolve(code);
    }));
  return {
    printed: () => (printed === "" ? [] : printed.replace(/\n$/, "").split("\n")),
    onChange: (callback) => (changed = callback),
    async settle() {
      if (isOver || !child.connected) return;
      const settled = new Promise((resolve) => child.once("message", resolve));
      child.send("settle", () => {});
      await Promise.race([settled, ended]);
    },
    ended,
    /** What went wrong, in its own words, without the lines of a minified file. */
    complaint: async () => (isOver && (await ended) !== 0 ? `it ended with code ${await ended}: ${complaints.split("\n").filter((line) => line.length < 300).join("\n  ").trim()}` : undefined),
    async stop() {
      if (!isOver) child.kill("SIGKILL");
      await ended;
    },
  };
}
