// Runs the suite in the current scope, and posts each result to the server.
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
 * @param {URLSearchParams} settings `run`, `scope`, `entry`, `origin`, `other`, and the patterns `filter` and `known`
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
    // Passed cases are posted together, once a second.
    let passed = [];
    let lastPost = Date.now();
    const postPassed = async () => {
      await post({ passed });
      passed = [];
      lastPost = Date.now();
    };
    await runCases(chosen, { ...exports, ...memory, scope, entry, origin, other, known: new RegExp(known) }, async (result) => {
      if (result.error) await post({ failed: result });
      else passed.push(result.name);
      if (Date.now() - lastPost > 1000) await postPassed();
    });
    await postPassed();
    await post({ done: true });
  } catch (error) {
    await post({ failed: { name: "the suite itself", error: String(error?.stack ?? error) }, done: true });
  }
}
