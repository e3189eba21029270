// `npm run measure:service-worker`: how long a browser lets a service worker live that reads a stream. Takes seven minutes.
//
// The browsers are started by hand: one that is driven has a debugger at its workers, and leaves them alone.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { browsers } from "../../scripts/toolchain.mjs";
import { CHROMIUM_FLAGS, FIREFOX_PREFS } from "../behaviour/browsers.mjs";
import { startServer } from "../server/server.mjs";

const MOST = 420;
const MODES = { "nothing but the stream": "", "an event's `waitUntil` with a promise that stays open": "&hold", "a message of a page every 20 s": "&wake" };
const page = { type: "text/html", text: '<!doctype html><meta charset="utf-8"><title>service worker</title><script type="module" src="/tests/service-worker/page.js"></script>' };

function start(kind, profile, url) {
  if (kind === "firefox") {
    const prefs = Object.entries(FIREFOX_PREFS).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
    fs.writeFileSync(path.join(profile, "user.js"), prefs.join("\n"));
  }
  const args = kind === "chromium" ? [...CHROMIUM_FLAGS.filter((flag) => !flag.startsWith("--remote-debugging")), `--user-data-dir=${profile}`, url] : ["--headless", "--no-remote", "--profile", profile, url];
  // A group of its own: its children are ended with it.
  return spawn(browsers[kind](), args, { stdio: "ignore", detached: true });
}

/** A browser of its own for each: a worker that lives holds the others of its origin. */
async function life(kind, more) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), `service-worker-${kind}-`));
  const server = await startServer({ pages: { "/service-worker": page } });
  const ask = async (what, init) => (await fetch(`${server.other}${what}`, init)).json();
  const everySecond = Array.from({ length: MOST + 60 }, (_, at) => [{ write: `id: ${at}\ndata: ${at}\n\n` }, { pause: 1000 }]).flat();
  await ask("/script?key=life", { method: "POST", body: JSON.stringify([[{ status: 200 }, ...everySecond]]) });
  const browser = start(kind, profile, `${server.origin}/service-worker?stream=/stream/life${more}`);
  const gone = new Promise((resolve) => browser.once("exit", resolve));
  try {
    await ask("/log?key=life&requests=1");
    const began = Date.now();
    const seconds = () => Math.round((Date.now() - began) / 1000);
    // It answers when the connection is closed, or after ten seconds.
    while (seconds() < MOST) if ((await ask("/log?key=life&requests=1&closed=1")).complete) return `ended after ${seconds()} s`;
    return `alive after ${seconds()} s`;
  } finally {
    process.kill(-browser.pid, "SIGTERM");
    await gone;
    await server.close();
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

const kinds = ["chromium", "firefox"];
const rows = await Promise.all(Object.entries(MODES).map(async ([mode, more]) => [mode, ...(await Promise.all(kinds.map((kind) => life(kind, more))))]));
console.log(`| a service worker with | ${kinds.join(" | ")} |\n| --- |${" --- |".repeat(kinds.length)}`);
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
