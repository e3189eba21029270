import fs from "node:fs";
import path from "node:path";
import { step } from "../../../scripts/setup.mjs";
import { nativeCargo } from "../../../scripts/toolchain.mjs";
import { fetched, installed } from "../installed.mjs";

const here = import.meta.dirname;
const BINARY = "eventsource-wasm-axum-server";

export default {
  name: "axum",
  browser: true,
  async install() {
    const sources = ["Cargo.toml", "Cargo.lock", "src/main.rs", "../events.json"].map((file) => fs.readFileSync(path.join(here, file), "utf8"));
    const folder = await installed("axum", sources, async (unfinished) => {
      const { command, env } = nativeCargo();
      const target = path.join(unfinished, "target");
      const manifest = ["--locked", "--manifest-path", path.join(here, "Cargo.toml")];
      await fetched("axum: crates", command, ["fetch", ...manifest], { env });
      await step("axum: its server (a minute, once)", command, ["build", ...manifest], { env: { ...env, CARGO_TARGET_DIR: target } });
      fs.renameSync(path.join(target, "debug", BINARY), path.join(unfinished, BINARY));
      fs.rmSync(target, { recursive: true, force: true });
    });
    return ({ port }) => ({ command: path.join(folder, BINARY), args: [String(port)] });
  },
};
