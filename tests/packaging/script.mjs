// Without a bundler: modules of dist/ by their address, or by an import map, and the script that assigns EventSourceWasm.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { entries, manifest } from "./entries.mjs";
import { checkCame, exportedNames } from "./expected.mjs";
import { entriesModule, writeApp } from "./project.mjs";
import { startServer } from "./server.mjs";
import { visit } from "./visit.mjs";

const PACKAGE = "/node_modules/eventsource-wasm/";
const SCOPES = ["page", "worker", "service worker"];
const address = ({ file }) => PACKAGE + file.slice(2);
const part = (name) => fs.readFileSync(path.join(root, "tests/packaging/app", name), "utf8");

/** The scripts that assign EventSourceWasm. */
const iifes = Object.keys(manifest.exports).filter((name) => name.endsWith(".iife.js")).map((name) => path.basename(name));

/** The application with such a script, in the page and in classic workers, which have no imports. No charset is told: the script is not to depend on it. */
function writeWithScript(project, folder, iife) {
  const worker = `importScripts("${iife}");\nconst entries = { "eventsource-wasm": EventSourceWasm };\n${part("use.js").replaceAll(/^export /gm, "")}${part("use-in-worker.js")}`;
  writeApp(project, { folder, module: `export const entries = { "eventsource-wasm": globalThis.EventSourceWasm };\n` });
  project.write(`${folder}/index.html`, `<!doctype html><script src="${iife}"></script><script type="module" src="page.js"></script>`);
  project.write(`${folder}/workers.js`, `export const startWorker = () => new Worker("/${folder}/worker.js");\nexport const registerServiceWorker = () => navigator.serviceWorker.register("/${folder}/sw.js");\n`);
  for (const name of ["worker.js", "sw.js"]) project.write(`${folder}/${name}`, worker);
}

export async function script(project, _, { browser, check }) {
  const names = exportedNames(project);
  writeApp(project, { workers: "by-path", module: entriesModule(address) });
  writeApp(project, { folder: "mapped", workers: "by-path" });
  const imports = Object.fromEntries(entries.map((entry) => [entry.name, address(entry)]));
  project.write("mapped/index.html", `<!doctype html><meta charset="utf-8"><script type="importmap">${JSON.stringify({ imports })}</script><script type="module" src="page.js"></script>`);
  for (const name of iifes) writeWithScript(project, name.replaceAll(".", "-"), `${PACKAGE}dist/${name}`);

  const server = await startServer(project.folder);
  try {
    await checkCame(check, "modules", await visit(browser, `${server.origin}/`), names, SCOPES);
    // Workers have no import map.
    await checkCame(check, "import map", await visit(browser, `${server.origin}/mapped/`), names, ["page"]);
    const scripted = { "eventsource-wasm": names["eventsource-wasm"] };
    for (const name of iifes) await checkCame(check, name, await visit(browser, `${server.origin}/${name.replaceAll(".", "-")}/`), scripted, SCOPES);
  } finally {
    server.close();
  }
}
