// Cloudflare Workers: what wrangler bundles, by the condition `workerd`, runs in workerd.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { checkCame, exportedNames } from "./expected.mjs";
import { writeApp } from "./project.mjs";
import { startServer } from "./server.mjs";

const LIMIT = 120_000;
const QUIET = { WRANGLER_HIDE_BANNER: "true", WRANGLER_SEND_METRICS: "false", CI: "1", WRANGLER_LOG_PATH: "logs" };

export async function workers(project, { wasm }, { check }) {
  const node = (...args) => promisify(execFile)(process.execPath, args, { cwd: project.folder, timeout: LIMIT, env: { ...process.env, ...QUIET } });
  writeApp(project, { wasm });
  let isBuilt = false;
  await check("wrangler bundles it", async () => {
    await node(project.bin("wrangler", "bin/wrangler.js"), "deploy", "--dry-run", "--outdir", "out");
    isBuilt = true;
  });
  if (!isBuilt) return;
  const server = await startServer();
  try {
    const said = await node("ask.mjs", server.origin).then(({ stdout }) => JSON.parse(stdout), (error) => error.stderr || error.message);
    await checkCame(check, "", { workerd: said }, exportedNames(project), ["workerd"]);
  } finally {
    server.close();
  }
}
