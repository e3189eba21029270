import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { apt } from "../../../scripts/setup.mjs";
import { run, which } from "../../../scripts/toolchain.mjs";
import { fetched, installed, Unavailable } from "../installed.mjs";

const here = import.meta.dirname;
const requirements = path.join(here, "requirements.txt");

/** A Python that can make environments: Debian's comes without what that needs. */
async function python() {
  const found = which("python3");
  const able = found && (await run(found, ["-c", "import ensurepip, venv"], { onLine: () => {} })).code === 0;
  if (able) return found;
  const why = await apt("Python's venv", ["python3-venv"]);
  if (why) throw new Unavailable(`there is no Python with venv and ${why}`);
  return "/usr/bin/python3";
}

export default {
  name: "fastapi",
  browser: true,
  async install() {
    const interpreter = await python();
    const version = execFileSync(interpreter, ["--version"], { encoding: "utf8" });
    const folder = await installed("fastapi", [version, fs.readFileSync(requirements, "utf8")], async (unfinished) => {
      await fetched("fastapi: a Python environment (once)", interpreter, ["-m", "venv", unfinished]);
      await fetched("fastapi: Python packages (once)", path.join(unfinished, "bin/python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", requirements]);
    });
    // Not bin/uvicorn, which names the folder that the environment was made in.
    return ({ port }) => ({
      command: path.join(folder, "bin/python"),
      args: ["-m", "uvicorn", "--app-dir", here, "--host", "127.0.0.1", "--port", String(port), "--log-level", "warning", "server:app"],
      env: { PYTHONDONTWRITEBYTECODE: "1" },
    });
  },
};
