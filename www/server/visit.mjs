// For the demo's test: the server as a process that can be killed, and a browser with a fresh profile.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const SERVER = fileURLToPath(new URL("../server.mjs", import.meta.url));

/** Starts the demo's server on any free port; `kill()` and `start()` bring it down hard and up again on that port. */
export async function spawnServer() {
  const server = { url: "", kill, start };
  let child;

  async function start() {
    const port = server.url ? new URL(server.url).port : "0";
    child = spawn(process.execPath, [SERVER], { env: { ...process.env, PORT: port }, stdio: ["ignore", "pipe", "inherit"] });
    const url = await new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once("line", (line) => resolve(/http:\S+/.exec(line)?.[0]));
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    });
    if (server.url && url !== server.url) throw new Error(`the server came back at ${url}, not at ${server.url}`);
    server.url = url;
  }

  // SIGKILL: no goodbye, as when a machine goes down.
  async function kill() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  await start();
  return server;
}

const inPath = (...names) =>
  names.flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name))).find((file) => existsSync(file));

const BROWSERS = {
  chromium: (userDataDir) => ({
    browser: "chrome",
    executablePath: process.env.CHROMIUM || inPath("chromium", "chromium-browser", "google-chrome"),
    userDataDir,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--no-first-run", "--no-default-browser-check",
      "--disable-background-timer-throttling", "--disable-renderer-backgrounding"],
  }),
  firefox: (userDataDir) => ({
    browser: "firefox",
    executablePath: process.env.FIREFOX || inPath("firefox-esr", "firefox"),
    userDataDir,
    headless: true,
    extraPrefsFirefox: {
      "network.proxy.type": 0,
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      "app.update.enabled": false,
      "browser.safebrowsing.malware.enabled": false,
      "browser.safebrowsing.phishing.enabled": false,
      "services.settings.server": "data:,",
      "toolkit.telemetry.server": "data:,",
      "datareporting.policy.dataSubmissionEnabled": false,
    },
  }),
};

/** Runs `body` with a page of the named browser, and leaves neither process nor profile behind. */
export async function withBrowser(name, body) {
  if (!BROWSERS[name]) throw new Error(`no such browser: ${name} (there are ${Object.keys(BROWSERS).join(" and ")})`);
  const profile = await mkdtemp(join(tmpdir(), "demo-profile-"));
  const options = BROWSERS[name](profile);
  if (!options.executablePath) throw new Error(`${name} is not installed, or not in PATH`);
  const browser = await puppeteer.launch(options);
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await body(page);
  } finally {
    await browser.close().catch(() => browser.process()?.kill("SIGKILL"));
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
