// An application that Vite builds. The test's server has its page, too.
import { execFileSync } from "node:child_process";
import { runtime } from "../../scripts/runtimes.mjs";
import { hostOf } from "./host.mjs";
import { startServer } from "./server.mjs";

/** Angular's compiler asks for a newer Node than the rest. */
function compile(project, folder) {
  const { command, why } = runtime("node24");
  if (!command) throw new Error(`Angular's compiler needs Node 24: ${why}`);
  execFileSync(command, [project.bin("@angular/compiler-cli/bundles/src/bin/ngc.js"), "-p", folder], { stdio: ["ignore", "inherit", "inherit"] });
}

/** @returns `{ server, origin, close }` */
export async function startViteApp(project, app) {
  const { framework, mode, isCompiled, isPage } = app;
  const folder = project.addApp(app, `${framework}-${mode}`);
  if (isCompiled) compile(project, folder);
  execFileSync(process.execPath, ["build.mjs", folder, mode], { cwd: project.folder, stdio: ["ignore", "inherit", "inherit"] });
  const given = {};
  const server = await startServer(await hostOf(folder, given));
  given.origin = server.origin;
  return { server, origin: server.origin, hasHtml: !isPage, close: () => server.close() };
}
