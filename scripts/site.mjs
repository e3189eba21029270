// `npm run build:site`: the site as static files, in site/, for any host and any folder of it. A service worker answers there
// in the place of the server.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundle, transform } from "esbuild";
import { framed } from "../www/frame/frame.mjs";
import { bundled, isBundled } from "../www/server/bundle.mjs";
import { madeFile, madeFiles } from "../www/markdown/site.mjs";
import { build } from "./build.mjs";
import { orExit } from "./setup.mjs";
import { root } from "./toolchain.mjs";

const WWW = path.join(root, "www");
/** What is the server's, or comes in another form. */
const LEFT_OUT = /^(server|frame|markdown|endpoints|static)\/|\.mjs$/;
/** Workers that ask for streams themselves, with the line that lets them answer. */
const WORKERS = {
  "demos/service-worker.js": 'importScripts("../own-fetch.js");\n',
  "demos/service-worker-module.js": 'import "../own-fetch.js";\n',
};
const TARGET = "es2022";

const isText = (name) => /\.(html|js|css)$/.test(name);

/** The page's scripts, to be run by begin.js once somebody answers. */
function begun(html, base) {
  const scripts = [];
  const rest = html.replace(/ *<script([^>]*)><\/script>\n/g, (_, attributes) => {
    scripts.push({ src: /src="([^"]+)"/.exec(attributes)[1], type: /type="([^"]+)"/.exec(attributes)?.[1] });
    return "";
  });
  if (scripts.length === 0) return html;
  return rest.replace("</head>", `  <script src="${base}begin.js" defer data-scripts='${JSON.stringify(scripts)}'></script>\n</head>`);
}

async function contentOf(name) {
  if (isBundled(name)) return bundled(name, { minify: true });
  const text = fs.readFileSync(path.join(WWW, name), "utf8");
  // The docs need no server.
  if (name.startsWith("docs/") && name.endsWith(".html")) return framed(text, name);
  if (name.endsWith(".html")) return begun(framed(text, name), "../".repeat(name.split("/").length - 1));
  const { code } = await transform(text, { loader: path.extname(name).slice(1), minify: true, target: TARGET, sourcefile: name });
  return (WORKERS[name] ?? "") + code;
}

/** What the site loads of dist/: named by its files, and by those files. */
function distFiles(texts) {
  const found = new Set();
  const look = (text) => {
    for (const [, name] of text.matchAll(/\bdist\/([\w.-]+\.js)\b/g)) add(name);
  };
  const add = (name) => {
    if (found.has(name)) return;
    found.add(name);
    const text = fs.readFileSync(path.join(root, "dist", name), "utf8");
    for (const [, other] of text.matchAll(/\bfrom\s*"\.\/([\w.-]+\.js)"/g)) add(other);
  };
  texts.forEach(look);
  return [...found];
}

/** Writes the site into `folder`, which is emptied first. */
export async function buildSite(folder = path.join(root, "site")) {
  fs.rmSync(folder, { recursive: true, force: true });
  const write = (name, content) => {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  };
  const names = fs.readdirSync(WWW, { recursive: true }).map((name) => name.split(path.sep).join("/"))
    .filter((name) => !LEFT_OUT.test(name) && fs.statSync(path.join(WWW, name)).isFile());
  const texts = names.filter(isText);
  for (const name of names) write(name, isText(name) ? await contentOf(name) : fs.readFileSync(path.join(WWW, name)));
  for (const name of madeFiles()) write(name, name.endsWith(".html") ? framed(madeFile(name), name) : madeFile(name));
  for (const name of distFiles(texts.map((name) => fs.readFileSync(path.join(WWW, name), "utf8")))) {
    // Its map stays at home: the minified file has other lines.
    const text = fs.readFileSync(path.join(root, "dist", name), "utf8").replace(/\n\/\/# sourceMappingURL=.*/, "");
    write(`dist/${name}`, (await transform(text, { loader: "js", minify: true, target: TARGET })).code);
  }
  await bundle({
    entryPoints: ["begin", "event-source", "own-fetch"].map((name) => path.join(WWW, "static", `${name}.js`)),
    outdir: folder, bundle: true, minify: true, format: "iife", target: TARGET, logLevel: "warning",
  });
  return folder;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await orExit(async () => {
    await build();
    const folder = await buildSite();
    console.log(`The site is in ${path.relative(root, folder)}/: copy it to any static host, into any folder.`);
  });
