import path from "node:path";
import { apt } from "../../../scripts/setup.mjs";
import { which } from "../../../scripts/toolchain.mjs";
import { Unavailable } from "../installed.mjs";
import { PhpStreams } from "./streams.mjs";

export default {
  name: "php",
  streams: (server) => new PhpStreams(server),
  async install() {
    const why = which("php") ? undefined : await apt("php: Debian's php-cli", ["php-cli"]);
    if (why) throw new Unavailable(`there is no php and ${why}`);
    return ({ port, folder }) => ({
      command: which("php"),
      args: ["-S", `127.0.0.1:${port}`, path.join(import.meta.dirname, "server.php")],
      env: { SEEN: folder },
    });
  },
};
