// `npm run compare`: the README's comparison, measured. Installs the rivals into a temporary folder and puts each question to
// each of them, in Chromium and in this Node, with a real server. A bundle's size is esbuild's, minified, in brotli.
// `-- --write` puts the table into the README.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { startBrowser } from "../tests/behaviour/browsers.mjs";
import { ALONE, CLIENTS, NO_REPEATED_POST, POST, IN_A_SERVICE_WORKER, IN_CHROMIUM, IN_NODE } from "./compare/clients.mjs";
import { startServer } from "./compare/server.mjs";
import { install } from "./npm-cache.mjs";
import { pack } from "./pack.mjs";
import { replacePart } from "./readme-parts.mjs";
import { RIVALS, specOf } from "./rivals.mjs";
import { sizesOf, kb } from "./sizes.mjs";

const LIMIT = 10_000;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-compare-"));
const names = Object.keys(CLIENTS);
const texts = new Map();
const server = await startServer(texts);
let onceCount = 0;

/** An origin for each client: browsers open six connections to one. */
const originOf = (name) => server.url.replace("127.0.0.1", `client${names.indexOf(name)}.localhost`);
const givens = (url = server.url) => `const url = ${JSON.stringify(url)}, once = url + "/once/${++onceCount}";`;

async function bundled(name, contents) {
  const { outputFiles } = await build({
    stdin: { contents: `${CLIENTS[name].load}\n${contents}`, resolveDir: folder }, bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", write: false, logLevel: "silent",
  });
  return outputFiles[0].contents;
}

/** A page whose script the probe is; its verdict, or `false` after the limit. */
async function inChromium(browser, name, code) {
  const path = `/page-${name}-${++onceCount}`;
  texts.set(`${path}.js`, ["text/javascript", Buffer.from(await bundled(name, `${givens(originOf(name))} const yes = (ok) => { globalThis.verdict ??= !!ok; };\n${code}`))]);
  texts.set(path, ["text/html", `<!doctype html><script type=module src="${path}.js"></script>`]);
  const page = await browser.newPage();
  try {
    await page.goto(originOf(name) + path);
    await page.waitForFunction(() => globalThis.verdict !== undefined, { timeout: LIMIT });
    return await page.evaluate(() => globalThis.verdict);
  } catch {
    return false;
  } finally {
    await page.close();
  }
}

async function inAServiceWorker(browser, name, code) {
  const path = `/worker-${name}-${++onceCount}`;
  const script = `let tell; const verdict = new Promise((resolve) => (tell = resolve)); const yes = (ok) => tell(!!ok);
    onmessage = (event) => event.waitUntil(Promise.race([(async () => { ${givens(originOf(name))} ${code} ; return verdict; })(), new Promise((resolve) => setTimeout(resolve, ${LIMIT / 2}, false))]).then((ok) => event.source.postMessage(ok)));`;
  texts.set(`${path}/worker.js`, ["text/javascript", Buffer.from(await bundled(name, script))]);
  texts.set(`${path}/`, ["text/html", "<!doctype html>"]);
  const page = await browser.newPage();
  try {
    await page.goto(`${originOf(name)}${path}/`);
    return await page.evaluate(async () => {
      await navigator.serviceWorker.register("worker.js", { type: "module" });
      const { active } = await navigator.serviceWorker.ready;
      const answer = new Promise((resolve) => (navigator.serviceWorker.onmessage = ({ data }) => resolve(data)));
      active.postMessage("go");
      return answer;
    });
  } catch {
    return false;
  } finally {
    await page.close();
  }
}

/** A process of its own; `isAlone`: nothing keeps it alive but the client. */
function inNode(name, code, isAlone) {
  const file = path.join(folder, `probe-${++onceCount}.mjs`);
  const alive = isAlone ? "" : `setTimeout(() => process.exit(), ${LIMIT});`;
  fs.writeFileSync(file, `${CLIENTS[name].load}\n${givens()}\nconst yes = (ok) => { console.log(ok ? "yes" : "no"); process.exit(); };\nprocess.on("uncaughtException", () => process.exit());\n${alive}\n${code}`);
  return new Promise((resolve) => execFile(process.execPath, [file], { timeout: LIMIT * 1.5 }, (_, stdout) => resolve(stdout.trim() === "yes")));
}

async function row(title, ask) {
  const cells = await Promise.all(names.map(ask));
  console.log(`  ${title}: ${cells.join(", ")}`);
  return [title, ...cells];
}

const said = (verdict) => (verdict ? "yes" : "no");
const browser = await startBrowser("chromium");
try {
  install(folder, [pack(folder), ...names.filter((name) => name in RIVALS).map(specOf)]);
  const rows = [];
  for (const [title, code] of Object.entries(IN_CHROMIUM)) rows.push(await row(title, async (name) => said(await inChromium(browser, name, code))));
  // Who cannot POST cannot repeat one either.
  const [canPost, repeats] = [rows.find(([title]) => title === POST), rows.find(([title]) => title === NO_REPEATED_POST)];
  canPost.forEach((cell, index) => { if (cell === "no") repeats[index] = "–"; });
  for (const [title, code] of Object.entries(IN_A_SERVICE_WORKER)) rows.push(await row(title, async (name) => said(await inAServiceWorker(browser, name, code))));
  for (const [title, code] of Object.entries(IN_NODE)) rows.push(await row(title, async (name) => said(await inNode(name, code, false))));
  for (const [title, code] of Object.entries(ALONE)) rows.push(await row(title, async (name) => said(await inNode(name, code, true))));
  rows.push(await row("bundled, minified, brotli", async (name) => (name === "native" ? "0" : kb(sizesOf(await bundled(name, "export { make };")).brotli))));
  const head = ["", ...names.map((name) => (name === "native" ? `native (${browser.version.replace(/^\w+\/(\d+).*/, "Chromium $1")})` : `${name}${RIVALS[name] ? ` ${RIVALS[name]}` : ""}`))];
  const table = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  console.log(`\nNode ${process.version}\n\n${table}`);
  if (process.argv.includes("--write")) replacePart("compare", table);
} finally {
  await browser.close();
  server.close();
  fs.rmSync(folder, { recursive: true, force: true });
}
