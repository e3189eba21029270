// Without a bundler: modules of dist/ by their address, or by an import map, and the script that assigns EventSourceWasm.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { entries } from "./entries.mjs";
import { checkCame, exportedNames } from "./expected.mjs";
import { entriesModule, writeApp } from "./project.mjs";
import { startServer } from "./server.mjs";
import { visit } from "./visit.mjs";

const PACKAGE = "/node_modules/eventsource-wasm/";
const IIFE = `${PACKAGE}dist/eventsource-wasm.iife.js`;
const SCOPES = ["page", "worker", "service worker"];
const address = ({ file }) => PACKAGE + file.slice(2);
const part = (name) => fs.readFileSync(path.join(root, "tests/packaging/app", name), "utf8");

/** A classic worker's own copy: it has no imports. */
const classicWorker = `importScripts("${IIFE}");\nconst entries = { "eventsource-wasm": EventSourceWasm };\n${part("use.js").replaceAll(/^export /gm, "")}${part("use-in-worker.js")}`;
const classicWorkers = `export const startWorker = () => new Worker("/iife/worker.js");
export const registerServiceWorker = () => navigator.serviceWorker.register("/iife/sw.js");\n`;

export async function script(project, _, { browser, check }) {
  const names = exportedNames(project);
  writeApp(project, { workers: "by-path", module: entriesModule(address) });
  writeApp(project, { folder: "mapped", workers: "by-path" });
  const imports = Object.fromEntries(entries.map((entry) => [entry.name, address(entry)]));
  project.write("mapped/index.html", `<!doctype html><meta charset="utf-8"><script type="importmap">${JSON.stringify({ imports })}</script><script type="module" src="page.js"></script>`);
  writeApp(project, { folder: "iife", module: `export const entries = { "eventsource-wasm": globalThis.EventSourceWasm };\n` });
  // No charset is told: what the script has in it is not to depend on that.
  project.write("iife/index.html", `<!doctype html><script src="${IIFE}"></script><script type="module" src="page.js"></script>`);
  project.write("iife/workers.js", classicWorkers);
  for (const name of ["worker.js", "sw.js"]) project.write(`iife/${name}`, classicWorker);

  const server = await startServer(project.folder);
  try {
    await checkCame(check, "modules", await visit(browser, `${server.origin}/`), names, SCOPES);
    // Workers have no import map.
    await checkCame(check, "import map", await visit(browser, `${server.origin}/mapped/`), names, ["page"]);
    await checkCame(check, "IIFE", await visit(browser, `${server.origin}/iife/`), { "eventsource-wasm": names["eventsource-wasm"] }, SCOPES);
  } finally {
    server.close();
  }
}
