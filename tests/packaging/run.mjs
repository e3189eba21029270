// `npm run test:packaging [-- vite webpack …] [--all] [--write]`: the packed package in real projects of those who use it. Their
// packages are installed once, into the cache. `--all` leaves out nothing that takes long; with `--write`, docs/BUNDLERS.md.
import { parseArgs } from "node:util";
import { startBrowser } from "../behaviour/browsers.mjs";
import { bundler } from "./bundler.mjs";
import { writePage } from "./bundlers-page.mjs";
import { CONSUMERS } from "./consumers.mjs";
import { devServer } from "./dev-server.mjs";
import { lint } from "./lint.mjs";
import { next } from "./next.mjs";
import { node } from "./node.mjs";
import { makeProject, makeTarball } from "./project.mjs";
import { reactNative } from "./react-native.mjs";
import { script } from "./script.mjs";
import { types } from "./types.mjs";
import { workers } from "./workers.mjs";

const KINDS = { bundler, devServer, next, reactNative, script, node, workers, types, lint };

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { all: { type: "boolean" }, write: { type: "boolean" } } });
const unknown = positionals.filter((name) => !(name in CONSUMERS));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(", ")}; there are ${Object.keys(CONSUMERS).join(", ")}`);
  process.exit(2);
}
if (options.write && (positionals.length > 0 || !options.all)) {
  console.error("--write is for a whole run: with --all, and without names");
  process.exit(2);
}

/** Those that are asked for by name, or all but the heavy ones. */
function choose() {
  if (positionals.length > 0) return positionals;
  return Object.keys(CONSUMERS).filter((name) => {
    const { title, heavy } = CONSUMERS[name];
    if (heavy && !options.all) console.log(`${title}: left out, since ${heavy}; \`npm run test:packaging -- ${name}\` runs it`);
    return options.all || !heavy;
  });
}

const total = { passed: 0, failed: 0 };

async function consume(name, tarball, browser) {
  const consumer = CONSUMERS[name];
  const began = Date.now();
  let project;
  try {
    project = makeProject(consumer.project ?? name, tarball);
  } catch (error) {
    console.log(`${consumer.title}: skipped, since its packages cannot be installed here (${String(error.stderr || error.message).trim().split("\n")[0]})`);
    return;
  }
  const count = { passed: 0, failed: 0 };
  const check = async (what, body) => {
    const known = consumer.cannot?.[what];
    const error = await Promise.resolve().then(body).then(() => known && new Error("it passes, though it is listed as one that cannot"), (error) => (known ? undefined : error));
    if (known && !error) return void console.log(`  ${consumer.title}: ${what}: known to fail, since ${known}`);
    if (!error) return void count.passed++;
    count.failed++;
    console.log(`FAILED ${consumer.title}: ${what}\n  ${String(error.message).replaceAll("\n", "\n  ")}`);
  };
  const facts = { version: consumer.of && project.version(consumer.of) };
  try {
    await KINDS[consumer.kind](project, consumer, { browser, check, facts, tarball });
  } catch (error) {
    count.failed++;
    console.log(`FAILED ${consumer.title}\n  ${error.stack}`);
  } finally {
    project.remove();
  }
  total.passed += count.passed;
  total.failed += count.failed;
  console.log(`${[consumer.title, facts.version].filter(Boolean).join(" ")}: ${count.passed} passed, ${count.failed} failed, ${Math.round((Date.now() - began) / 1000)} s`);
  for (const [entry, { bytes, brotli }] of Object.entries(facts.added ?? {})) console.log(`  ${entry}: ${bytes} bytes, ${brotli} in brotli`);
  return { ...consumer, ...facts, ...count };
}

const { tarball, remove } = makeTarball();
let browser;
try {
  browser = await startBrowser("chromium");
  const results = [];
  for (const name of choose()) results.push(await consume(name, tarball, browser));
  if (options.write && results.every(Boolean)) writePage(results);
  else if (options.write) console.log("docs/BUNDLERS.md stays as it is: a consumer is missing");
} finally {
  await browser?.close();
  remove();
}
console.log(`packaging: ${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
