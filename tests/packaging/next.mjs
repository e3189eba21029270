// Next.js: a client component with a worker, a route in Node and one in its edge runtime, from the production build.
import { spawnSync } from "node:child_process";
import { ServerProcess } from "../servers/process.mjs";
import { checkCame, exportedNames } from "./expected.mjs";
import { writeApp } from "./project.mjs";
import { startServer } from "./server.mjs";
import { visit } from "./visit.mjs";

const LIMIT = 300_000;
const ROUTE_LIMIT = 60_000;

async function ask(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(ROUTE_LIMIT) });
  const text = await response.text();
  return response.ok ? JSON.parse(text) : `${response.status}: ${text}`;
}

export async function next(project, { flags = [] }, { browser, check }) {
  const names = exportedNames(project);
  writeApp(project, { folder: "consumer" });
  const streams = await startServer();
  const env = { NEXT_TELEMETRY_DISABLED: "1", CI: "1", STREAMS: streams.origin };
  const bin = project.bin("next", "dist/bin/next");
  let server;
  try {
    let isBuilt = false;
    await check("it is built", () => {
      const { status, signal, stdout, stderr } = spawnSync(process.execPath, [bin, "build", ...flags], { cwd: project.folder, env: { ...process.env, ...env }, encoding: "utf8", timeout: LIMIT });
      if (status !== 0) throw new Error(`the build failed (${status ?? signal}):\n${(stdout + stderr).trim()}`);
      isBuilt = true;
    });
    if (!isBuilt) return;
    server = await ServerProcess.start(({ port }) => ({ command: process.execPath, args: [bin, "start", project.folder, "--hostname", "127.0.0.1", "--port", String(port)], env }));
    await checkCame(check, "", await visit(browser, `${server.origin}/`), names, ["page", "worker"]);
    for (const route of ["node", "edge"]) {
      const came = await ask(`${server.origin}/${route}?origin=${streams.origin}`).catch((error) => `${error}\n${server.output}`);
      await checkCame(check, "", { [`${route} route`]: came }, names, [`${route} route`]);
    }
  } finally {
    await server?.stop();
    streams.close();
  }
}
