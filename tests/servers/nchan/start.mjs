import fs from "node:fs";
import path from "node:path";
import { aptUpdate } from "../../../scripts/setup.mjs";
import { run } from "../../../scripts/toolchain.mjs";
import { cases } from "../cases/nchan.mjs";
import { fetched, installed, Unavailable } from "../installed.mjs";
import { NchanStreams } from "./streams.mjs";

const here = import.meta.dirname;
const PACKAGES = ["nginx", "libnginx-mod-nchan"];

/** Debian's packages are unpacked, not installed: nothing is changed in /etc, and no service is started. */
async function unpack(folder) {
  if (!fs.existsSync("/usr/bin/apt-get")) throw new Unavailable("there is no apt-get here");
  const why = await aptUpdate();
  if (why) throw new Unavailable(why);
  await fetched("nchan: Debian's nginx and nchan (once)", "apt-get", ["download", ...PACKAGES], { cwd: folder });
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".deb"))) {
    await fetched(`nchan: ${file.split("_")[0]}`, "dpkg-deb", ["--extract", path.join(folder, file), folder]);
    fs.rmSync(path.join(folder, file));
  }
  // Its libraries are those of any Debian, but it may be another one.
  const { code, output } = await run(path.join(folder, "usr/sbin/nginx"), ["-v"], { onLine: () => {} });
  if (code !== 0) throw new Unavailable(`Debian's nginx does not run here: ${output.trim().split("\n")[0]}`);
}

/** nchan has its nginx insist on the folder that it was built for, whatever the configuration says. */
async function bodyFolder() {
  const folder = "/var/lib/nginx/body";
  if (fs.existsSync(folder)) return;
  const sudo = process.getuid() === 0 ? [] : ["sudo", "-n"];
  const [command, ...args] = [...sudo, "mkdir", "-p", folder];
  await fetched(`nchan: an empty ${folder}`, command, args);
}

const moduleIn = (folder) => ["usr/lib/nginx/modules", "usr/share/nginx/modules"].map((place) => path.join(folder, place, "ngx_nchan_module.so")).find((file) => fs.existsSync(file));

export default {
  name: "nchan",
  cases,
  streams: (server) => new NchanStreams(server),
  cannot: {
    "thousands of events arrive in their order": "each is a request to publish it",
    "Authorization and a header of one's own arrive": "nginx does not show the request's headers; that the right one is let in has its own case",
    "`headers` as a function is called for each attempt": "nginx does not show the request's headers",
    "a token that ran out is fetched anew": "nginx does not show the request's headers",
    "a POST with a JSON body streams its answer, once": "nchan does not answer what it is sent",
    "events(): the answer to a POST, word by word as it comes": "nchan does not answer what it is sent",
    "events(): a Request, `until` its last event": "nchan does not answer what it is sent",
    "events(): JSON in the data": "nginx does not show the request's headers",
    "events(): with `reconnect`, one loop over three connections": "nchan's ids are its own",
    "a stream that the server ends is resumed with Last-Event-ID, and nothing is lost": "nchan has its own case for it",
    "`lastEventId` resumes what another source began": "nchan's ids are its own: it has its own case for it",
    "a server that is killed and started again is found again": "nchan keeps its messages in memory; a reload of nginx has its own case",
  },
  async install() {
    const release = fs.existsSync("/etc/os-release") ? fs.readFileSync("/etc/os-release", "utf8") : "";
    const files = await installed("nchan", [...PACKAGES, release], unpack);
    await bodyFolder();
    return ({ port, folder }) => {
      const config = path.join(folder, "nginx.conf");
      const text = fs.readFileSync(path.join(here, "nginx.conf"), "utf8");
      fs.writeFileSync(config, text.replace("MODULE", moduleIn(files)).replace("PORT", port));
      return { command: path.join(files, "usr/sbin/nginx"), args: ["-p", folder, "-c", config, "-e", "stderr"] };
    };
  },
};
