import path from "node:path";
import { npmPackages } from "../installed.mjs";

const here = import.meta.dirname;

export default {
  name: "hono",
  browser: true,
  async install() {
    await npmPackages("hono", here);
    return ({ port }) => ({ command: process.execPath, args: [path.join(here, "server.mjs"), String(port)] });
  },
};
