// What publint and Are the types wrong? say of the tarball.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { manifest } from "./entries.mjs";

/** Scripts for pages: attw minds that they cannot be required, which nobody is to do. */
const SCRIPTS = Object.keys(manifest.exports).filter((name) => name.endsWith(".iife.js"));

export async function lint(project, _, { check, facts, tarball }) {
  facts.version = `publint ${project.version("publint")}, attw ${project.version("@arethetypeswrong/cli")}`;
  const says = (name, file, ...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [project.bin(name, file), ...args], { cwd: project.folder, encoding: "utf8" });
    return { status, said: stdout + stderr };
  };
  await check("publint", () => {
    const { status, said } = says("publint", "src/cli.js", "run", tarball, "--strict");
    assert.ok(status === 0 && /All good/.test(said), said);
  });
  await check("attw", () => {
    const { status, said } = says("@arethetypeswrong/cli", "dist/index.js", tarball, "--exclude-entrypoints", ...SCRIPTS, "--format", "ascii", "--no-color", "--no-emoji");
    assert.ok(status === 0 && /No problems found/.test(said), said);
  });
}
