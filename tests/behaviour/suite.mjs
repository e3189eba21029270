// The suite in the scope that calls it; each result is posted to the server as it comes.
import { allCases } from "./cases/all.mjs";
import { isServer, runCases } from "./harness.mjs";
import { vectorCases } from "./vectors.mjs";

async function everything(scope, other) {
  const vectors = await (await fetch(`${other}/vectors.json`)).json();
  return [...allCases, ...vectorCases(vectors, { inThree: isServer(scope) })];
}

/**
 * @param {typeof import("../../dist/index.js")} exports the package under test
 * @param {URLSearchParams} settings `run`, `scope`, `origin`, `other`, `filter`, `known`: a pattern
 * @param only cases to run instead of all
 */
export async function runSuite(exports, settings, only) {
  const { run, scope, origin, other, filter, known } = Object.fromEntries(settings);
  const post = async (result) => {
    const response = await fetch(`${other}/result?run=${run}`, { method: "POST", body: JSON.stringify(result) });
    if (!response.ok) throw new Error(`/result: ${response.status}`);
    await response.text();
  };
  try {
    const chosen = (only ?? (await everything(scope, other))).filter(({ name }) => new RegExp(filter ?? "").test(name));
    // One message for many that pass.
    let passed = [];
    let told = Date.now();
    const tell = async () => {
      await post({ passed });
      passed = [];
      told = Date.now();
    };
    await runCases(chosen, { ...exports, scope, origin, other, known: new RegExp(known) }, async (result) => {
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
