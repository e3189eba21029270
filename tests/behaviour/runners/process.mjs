// Runs the suite in runtimes that are a command, as a script of its own or in a worker thread. The process must then end by itself.
import path from "node:path";
import { runtime } from "../../../scripts/runtimes.mjs";
import { startChild } from "./child.mjs";

const EXIT_LIMIT = 10_000;
/** A scope that has its own script. */
const REACT_NATIVE = "react-native";
const script = ({ scope }) => path.join(import.meta.dirname, `../scopes/${scope.endsWith("-thread") ? "thread" : scope === REACT_NATIVE ? scope : "process"}.mjs`);

async function play(command, args, run) {
  const { child, ended } = startChild(command, [...args, script(run), run.settings], { stdio: ["ignore", "inherit", "inherit"] });
  void ended.then((code) => run.fail("the process", `ended with ${code} before the suite did`));
  await run.finished;
  const late = setTimeout(() => {
    run.failures.push({ name: "the process", error: "did not end by itself, though every source is closed" });
    child.kill("SIGKILL");
  }, EXIT_LIMIT);
  await ended;
  clearTimeout(late);
}

/** The Node that runs this file. */
export const thisNode = {
  title: "Node",
  scopes: ["node", "node-thread"],
  together: true,
  missing: () => undefined,
  start: () => ({ version: process.versions.node, play: (run) => play(process.execPath, [], run), close() {} }),
};

/** The same Node, with a global object that hides what React Native lacks. */
export const reactNative = {
  ...thisNode,
  title: "React Native's global object",
  without: { js: "there eventsource-wasm/js is the default entry's file" },
  scopes: [REACT_NATIVE],
  start: () => ({ ...thisNode.start(), version: "0.88, in Node" }),
};

/** A runtime of scripts/runtimes.mjs. @param args the arguments before the script */
export const command = (name, title, scope, ...args) => ({
  title,
  scopes: [scope, `${scope}-thread`],
  together: true,
  missing: () => runtime(name).why ?? (runtime(name).command === process.execPath ? "`node` is this one" : undefined),
  start() {
    const { command, version } = runtime(name);
    return { version, play: (run) => play(command, args, run), close() {} };
  },
});
