// Vite's dev server, which pre-bundles dependencies in another way than a build does.
import assert from "node:assert/strict";
import { ServerProcess } from "../servers/process.mjs";
import { checkCame, exportedNames } from "./expected.mjs";
import { writeApp } from "./project.mjs";
import { startServer } from "./server.mjs";
import { visit } from "./visit.mjs";

async function cameFrom(project, browser, streams, env) {
  const server = await ServerProcess.start(({ port }) => ({
    command: process.execPath,
    args: [project.bin("vite", "bin/vite.js"), project.folder, "--host", "127.0.0.1", "--port", String(port), "--strictPort"],
    env: { ...env, STREAMS: streams.origin },
  }));
  try {
    return await visit(browser, `${server.origin}/`);
  } finally {
    await server.stop();
  }
}

export async function devServer(project, _, { browser, check }) {
  writeApp(project);
  const streams = await startServer();
  try {
    await checkCame(check, "", await cameFrom(project, browser, streams, {}), exportedNames(project), ["page", "worker", "service worker"]);
    await check("slim without its line of the configuration says what is wrong", async () => {
      const { page } = await cameFrom(project, browser, streams, { SLIM_IS_BUNDLED: "yes" });
      assert.match(String(page["eventsource-wasm/slim"]), /eventsource-wasm\.wasm answered with text\/html instead of the wasm file/);
    });
  } finally {
    streams.close();
  }
}
