// The JavaScript examples of npm `eventsource`'s README, as they stand in the installed package. Each runs twice, against the same
// server: with npm's package, and in the project that has ours under its name. What they print, and what they ask of the server, is
// to be the same.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { certify } from "./certificate.mjs";
import { startSecureServer } from "./secure-server.mjs";

const LIMIT = 20_000;
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const leftOut = JSON.parse(fs.readFileSync(path.join(here, "left-out.json"), "utf8"));
const HOSTS = ["my-server.com", "some.url"];

/** The examples with the heading that each stands under. */
export function examplesOf(readme) {
  let heading = "";
  return readme.split(/^(?=#+ |```)/m).flatMap((part) => {
    heading = /^#+ (.*)/.exec(part)?.[1] ?? heading;
    const code = /^```(?:ts|js)\n([^]*)/.exec(part)?.[1];
    return code === undefined ? [] : [{ heading, code }];
  });
}

/** Lines before an example that is a part of a larger one: what it takes as given. */
function given(code, address = "https://my-server.com/sse") {
  const lines = [];
  if (/\bEventSource\b|\bes\.|\beventSource\./.test(code) && !/import.*\bEventSource\b/.test(code)) lines.push(`import { EventSource } from "eventsource";`);
  for (const name of ["es", "eventSource"])
    if (new RegExp(`^${name}\\.`, "m").test(code) && !new RegExp(`(const|let) ${name}\\b`).test(code)) lines.push(`const ${name} = new EventSource("${address}");`);
  return lines.join("\n");
}

/** And after it: all events are printed, the last one ends the example. A function is called. */
const EPILOGUE = `
const called = typeof yourLibrary === "function" && yourLibrary({ polyfills: { EventSource } });
const source = typeof es === "object" ? es : typeof eventSource === "object" ? eventSource : undefined;
for (const type of ["open", "message", "notice", "update", "error"])
  source?.addEventListener(type, (event) => console.log([event.constructor.name, event.type, event.data, event.lastEventId, event.origin, event.code, source.readyState].join(" ")));
source?.addEventListener("end-of-example", () => process.exit());
source?.addEventListener("error", () => source.readyState === 2 && process.exit());
`;

/** Runs one in a folder, until it ends by itself, or else until it was answered. */
async function run(server, folder, code, { requests, env, address }) {
  const file = path.join(folder, "example.mjs");
  fs.writeFileSync(file, `${given(code, address)}\n${code}\n${EPILOGUE}`);
  const child = spawn(process.execPath, ["--require", path.join(here, "hooks/route.cjs"), file], {
    env: { ...process.env, ...env, ROUTE_HOSTS: HOSTS.join(), ROUTE_PORT: String(server.port), NODE_NO_WARNINGS: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (printed += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (complaints += text));
  const ended = new Promise((resolve) => child.on("close", resolve));
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, LIMIT)));
  // Nobody hears the source that a function keeps to itself: the request is what can be seen of it.
  const isHidden = /^function yourLibrary/m.test(code);
  await Promise.race([ended, late, ...(isHidden ? [requests.first] : [])]);
  clearTimeout(timer);
  child.kill("SIGKILL");
  await ended;
  return { printed: printed.trim().split("\n"), complaints, requests: requests.all };
}

export async function examples({ npmModules, consumer, scratch }) {
  const readme = fs.readFileSync(path.join(npmModules, "eventsource/README.md"), "utf8");
  const certificate = certify(HOSTS);
  const authority = path.join(scratch, "certificate.pem");
  fs.writeFileSync(authority, certificate.cert);
  const folders = { npm: path.join(scratch, "npm"), ours: consumer };
  fs.mkdirSync(folders.npm);
  fs.symlinkSync(npmModules, path.join(folders.npm, "node_modules"));

  /** By both packages: what is printed and asked for. */
  async function both(code, options = {}) {
    const results = [];
    for (const folder of [folders.npm, folders.ours]) {
      const requests = { all: [] };
      requests.first = new Promise((resolve) => (requests.came = resolve));
      const onRequest = (request) => {
        requests.all.push(request);
        requests.came();
      };
      const server = await startSecureServer(certificate, { onRequest, longLine: options.longLine });
      // Each server has a port of its own, which is not the example's doing.
      const env = { NODE_EXTRA_CA_CERTS: authority, NO_PROXY: "", no_proxy: "", ...(options.proxied && { HTTPS_PROXY: server.proxy, https_proxy: server.proxy }) };
      try {
        results.push(await run(server, folder, code, { ...options, requests, env }));
      } finally {
        server.close();
      }
    }
    const [npm, ours] = results;
    assert.ok(npm.requests.length > 0, `npm's package made no request: ${npm.complaints}`);
    assert.equal(ours.complaints, npm.complaints);
    return { npm, ours };
  }

  return examplesOf(readme).flatMap(({ heading, code }) => {
    if (leftOut[heading]) return [{ name: `README: ${heading}`, leftOut: leftOut[heading] }];
    const variants = [["", {}]];
    if (/proxyAgent/.test(code)) variants[0][1].proxied = true;
    if (/err\.code === 401/.test(code)) variants.push([", a 401", { address: "https://my-server.com/unauthorized" }]);
    if (/maxBufferSize/.test(code)) variants.push([", and more than it", { longLine: true }]);
    return variants.map(([suffix, options]) => ({
      name: `README: ${heading}${suffix}`,
      async run() {
        const { npm, ours } = await both(code, options);
        assert.deepEqual(ours.printed, npm.printed);
        assert.deepEqual(ours.requests, npm.requests);
        if (options.proxied) assert.ok(ours.requests[0].proxied, "not by the proxy");
      },
    }));
  });
}
