// The pages and scripts that the server generates for the suite.
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { streamVectors } from "../vectors/streams.mjs";
import { buildClient } from "./client/build.mjs";

const here = import.meta.dirname;
const html = (script) => `<!doctype html><meta charset="utf-8"><title>behaviour</title><body><script type="module" src="${script}"></script>`;

/** Constructs a source twice, and posts what was thrown, and how many violations were reported. */
const CSP_SCRIPT = `
import { EventSource } from "/dist/index.js";
let violations = 0;
addEventListener("securitypolicyviolation", () => violations++);
const messages = [];
for (let i = 0; i < 2; i++)
  try { new EventSource("/"); } catch (error) { messages.push(error.message); }
// Violations are reported in a separate task. The braces prevent a tail call, for which WebKit keeps no frame, so that
// the message would seem to come from the parent itself.
setTimeout(() => setTimeout(() => { parent.postMessage({ messages, violations }, "*"); }));
`;

async function classicBundle() {
  const { outputFiles } = await build({
    entryPoints: [path.join(here, "scopes/classic.mjs")],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    banner: { js: 'importScripts("/dist/eventsource-wasm.iife.js");' },
    logLevel: "warning",
  });
  return outputFiles[0].text;
}

/** Returns the files of the entry under test. Scopes always import the default entry's files, so any other entry is served there. */
async function entryPages(entry) {
  if (entry === "index") return {};
  const read = (name) => fs.readFileSync(path.join(here, "../../dist", name), "utf8");
  const { module, script } = entry === "client" ? await buildClient() : { module: read(`${entry}.js`), script: read(`eventsource-wasm.${entry}.iife.js`) };
  const page = (text) => ({ type: "text/javascript", text });
  return { "/dist/index.js": page(module), "/dist/eventsource-wasm.iife.js": page(script) };
}

/** The Content-Security-Policy of pages and workers, by entry. */
export const POLICIES = { js: "script-src 'self'" };

export async function suitePages(entry) {
  return {
    ...(await entryPages(entry)),
    "/page": { type: "text/html", text: html("/tests/behaviour/scopes/page.mjs") },
    "/hidden": { type: "text/html", text: html("/tests/behaviour/scopes/hidden.mjs") },
    // Not `no-store`, which would keep the page out of the back/forward cache.
    "/page-cache": { type: "text/html", text: html("/tests/behaviour/scopes/page-cache.mjs"), headers: { "Cache-Control": "no-cache" } },
    "/away": { type: "text/html", text: html("/away.js") },
    "/away.js": { type: "text/javascript", text: "onload = () => setTimeout(() => history.back());" },
    "/csp": { type: "text/html", text: html("/csp.js"), headers: { "Content-Security-Policy": "script-src 'self'" } },
    "/csp.js": { type: "text/javascript", text: CSP_SCRIPT },
    "/bundle/classic.js": { type: "text/javascript", text: await classicBundle() },
    "/vectors.json": { type: "application/json", text: JSON.stringify(streamVectors()) },
  };
}
