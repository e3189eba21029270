// Python packages of servers, in an environment in the user's cache.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { apt } from "../../scripts/setup.mjs";
import { run, which } from "../../scripts/toolchain.mjs";
import { fetched, installed, Unavailable } from "./installed.mjs";

/** A Python that can make environments: Debian's comes without what that needs. */
async function python() {
  const found = which("python3");
  const able = found && (await run(found, ["-c", "import ensurepip, venv"], { onLine: () => {} })).code === 0;
  if (able) return found;
  const why = await apt("Python's venv", ["python3-venv"]);
  if (why) throw new Unavailable(`there is no Python with venv and ${why}`);
  return "/usr/bin/python3";
}

/** The Python that has the packages of a requirements.txt. */
export async function pythonPackages(name, requirements) {
  const interpreter = await python();
  const version = execFileSync(interpreter, ["--version"], { encoding: "utf8" });
  const folder = await installed(name, [version, fs.readFileSync(requirements, "utf8")], async (unfinished) => {
    await fetched(`${name}: a Python environment (once)`, interpreter, ["-m", "venv", unfinished]);
    await fetched(`${name}: Python packages (once)`, path.join(unfinished, "bin/python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", requirements]);
  });
  return path.join(folder, "bin/python");
}
