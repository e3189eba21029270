// For the demo's test: the server as a process that can be killed, and a browser with a fresh profile.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startBrowser } from "../../tests/behaviour/browsers.mjs";

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

/** Runs `body` with a page of the named browser, and leaves neither process nor profile behind. */
export async function withBrowser(name, body) {
  const browser = await startBrowser(name);
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await body(page);
  } finally {
    await browser.close();
  }
}
