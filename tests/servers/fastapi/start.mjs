import path from "node:path";
import { pythonPackages } from "../python.mjs";

const here = import.meta.dirname;

export default {
  name: "fastapi",
  browser: true,
  async install() {
    const python = await pythonPackages("fastapi", path.join(here, "requirements.txt"));
    // Not bin/uvicorn, which names the folder that the environment was made in.
    return ({ port }) => ({
      command: python,
      args: ["-m", "uvicorn", "--app-dir", here, "--host", "127.0.0.1", "--port", String(port), "--log-level", "warning", "server:app"],
      env: { PYTHONDONTWRITEBYTECODE: "1" },
    });
  },
};
