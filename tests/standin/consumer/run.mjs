// `node run.mjs FILE [PATTERN]`: its cases one after the other, each result a line of JSON.
import { pathToFileURL } from "node:url";

const LIMIT = 20_000;
const { cases } = await import(pathToFileURL(process.argv[2]).href);

function bounded(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing within ${LIMIT} ms`)), LIMIT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A case closes what it opens by `t.after`, also when it fails. */
async function runCase(work) {
  const closers = [];
  try {
    await bounded(work({ after: (close) => closers.push(close) }));
  } finally {
    for (const close of closers.reverse()) await bounded(Promise.resolve(close())).catch(() => {});
  }
}

const wanted = new RegExp(process.argv[3] ?? "");
for (const [name, work] of Object.entries(cases)) {
  if (!wanted.test(name)) continue;
  const error = await runCase(work).then(() => undefined, (thrown) => String(thrown?.stack ?? thrown));
  console.log(JSON.stringify({ name, error }));
}
console.log(JSON.stringify({ done: true }));
process.exit();
