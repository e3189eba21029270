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

const MOST = 60;
const MODES = { "nothing but the stream": "", "an event's `waitUntil` with a promise that stays open": "&hold", "a message of a page every 20 s": "&wake" };
const keys = Object.keys(MODES).map((_, at) => `measure-${at}`);

const frames = (origin) =>
  Object.values(MODES)
    .map((more, at) => `<iframe src="/service-worker?stream=${encodeURIComponent(`${origin}/stream/${keys[at]}`)}&scope=${keys[at]}${more}"></iframe>`)
    .join("");
const html = (body) => ({ type: "text/html", text: `<!doctype html><meta charset="utf-8"><title>service worker</title>${body}` });
const pages = { "/service-worker": html('<script type="module" src="/tests/service-worker/page.js"></script>') };

function start(kind, profile, url) {
  if (kind === "firefox") {
    const prefs = Object.entries(FIREFOX_PREFS).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
    fs.writeFileSync(path.join(profile, "user.js"), prefs.join("\n"));
  }
  const args = kind === "chromium" ? [...CHROMIUM_FLAGS.filter((flag) => !flag.startsWith("--remote-debugging")), `--user-data-dir=${profile}`, url] : ["--headless", "--no-remote", "--profile", profile, url];
  // A group of its own: its children are ended with it.
  return spawn(browsers[kind](), args, { stdio: "ignore", detached: true });
}

async function lives(kind) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), `service-worker-${kind}-`));
  const server = await startServer({ pages });
  pages["/frames"] = html(frames(server.origin));
  const ask = async (what, init) => (await fetch(`${server.other}${what}`, init)).json();
  const everySecond = Array.from({ length: MOST + 60 }, (_, at) => [{ write: `id: ${at}\ndata: ${at}\n\n` }, { pause: 1000 }]).flat();
  for (const key of keys) await ask(`/script?key=${key}`, { method: "POST", body: JSON.stringify([[{ status: 200 }, ...everySecond]]) });
  const browser = start(kind, profile, `${server.origin}/frames`);
  const gone = new Promise((resolve) => browser.once("exit", resolve));
  try {
    return await Promise.all(keys.map(async (key) => {
      await ask(`/log?key=${key}&requests=1`);
      const began = Date.now();
      const seconds = () => Math.round((Date.now() - began) / 1000);
      // It answers when the connection is closed, or after ten seconds.
      while (seconds() < MOST) if ((await ask(`/log?key=${key}&requests=1&closed=1`)).complete) return `ended after ${seconds()} s`;
      return `alive after ${seconds()} s`;
    }));
  } finally {
    process.kill(-browser.pid, "SIGTERM");
    await gone;
    await server.close();
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

const kinds = ["chromium", "firefox"];
const results = await Promise.all(kinds.map(lives));
console.log(`| a service worker with | ${kinds.join(" | ")} |\n| --- |${" --- |".repeat(kinds.length)}`);
Object.keys(MODES).forEach((mode, at) => console.log(`| ${mode} | ${results.map((lives) => lives[at]).join(" | ")} |`));
