// The suite in the scope that calls it; each result is posted to the server as it comes.
import { allCases } from "./cases/all.mjs";
import { cases as withoutWasm } from "./cases/without-wasm.mjs";
import { isServer, runCases } from "./harness.mjs";
import { jsBytes, watchBuffers } from "./js-memory.mjs";
import { vectorCases } from "./vectors.mjs";

async function everything(scope, entry, other) {
  const vectors = await (await fetch(`${other}/vectors.json`)).json();
  const last = entry === "js" ? withoutWasm.map((one) => ({ ...one, name: `without wasm: ${one.name}` })) : [];
  return [...allCases, ...vectorCases(vectors, { inThree: isServer(scope) }), ...last];
}

/**
 * @param {typeof import("../../dist/index.js")} exports the package under test
 * @param {URLSearchParams} settings `run`, `scope`, `entry`, `origin`, `other`, `filter`, `known`: a pattern
 * @param only cases to run instead of all
 */
export async function runSuite(exports, settings, only) {
  const { run, scope, entry, origin, other, filter, known } = Object.fromEntries(settings);
  const post = async (result) => {
    const response = await fetch(`${other}/result?run=${run}`, { method: "POST", body: JSON.stringify(result) });
    if (!response.ok) throw new Error(`/result: ${response.status}`);
    await response.text();
  };
  const memory = entry === "js" ? { wasmBytes: jsBytes } : {};
  if (entry === "js") watchBuffers();
  try {
    const chosen = (only ?? (await everything(scope, entry, other))).filter(({ name }) => new RegExp(filter ?? "").test(name));
    // One message for many that pass.
    let passed = [];
    let told = Date.now();
    const tell = async () => {
      await post({ passed });
      passed = [];
      told = Date.now();
    };
    await runCases(chosen, { ...exports, ...memory, scope, entry, origin, other, known: new RegExp(known) }, async (result) => {
      if (result.error) await post({ failed: result });
      else passed.push(result.name);
      if (Date.now() - told > 1000) await tell();
    });
    await tell();
    await post({ done: true });
  } catch (error) {
    await post({ failed: { name: "the suite itself", error: String(error?.stack ?? error) }, done: true });
  }
}
