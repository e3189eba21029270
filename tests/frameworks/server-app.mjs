// An application with a server of its own: built and started by the framework's own commands. Its feeds come from another origin, its answers through its
// route, which alone has the model's key.
import { spawnSync } from "node:child_process";
import { runtime } from "../../scripts/runtimes.mjs";
import { ServerProcess } from "../servers/process.mjs";
import { startServer } from "./server.mjs";

const LIMIT = 300_000;
const MODEL_KEY = "k1";

/** @returns as startViteApp */
export async function startServerApp(project, app) {
  const { command, why } = app.node ? runtime(app.node) : { command: process.execPath };
  if (!command) throw new Error(`it needs ${app.node}: ${why}`);
  const folder = project.addApp(app, app.framework);
  const server = await startServer();
  server.key = MODEL_KEY;
  const env = { ...app.env, MODEL: server.origin, MODEL_KEY, CI: "1" };
  let host;
  try {
    const [build, ...args] = app.build;
    const { status, signal, stdout, stderr } = spawnSync(command, [project.bin(build), ...args], { cwd: folder, env: { ...process.env, ...env }, encoding: "utf8", timeout: LIMIT });
    if (status !== 0) throw new Error(`the build failed (${status ?? signal}):\n${(stdout + stderr).trim().slice(-4000)}`);
    host = await ServerProcess.start(({ port }) => ({ command, args: app.start(project, folder, String(port)), env: { ...env, PORT: String(port), HOST: "127.0.0.1" } }));
  } catch (error) {
    server.close();
    throw error;
  }
  const close = async () => {
    await host.stop();
    server.close();
  };
  return { server, origin: host.origin, hasHtml: true, hasPages: true, close };
}
