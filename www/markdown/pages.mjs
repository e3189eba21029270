// Which Markdown files are pages, where each stands on the site, and how the navigation groups them.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const GUIDE = "docs/README.md";
/** What `npm run docs:api` has made, if it has run. */
const API = "build/api/";
const API_START = "index.md";
const OUTSIDE = { "README.md": "docs/readme/", [GUIDE]: "docs/guide/" };

/** A page's place on the site; `undefined` for a file that is none. */
export function placeOf(file) {
  if (file in OUTSIDE) return OUTSIDE[file];
  if (!fs.existsSync(path.join(ROOT, file))) return undefined;
  if (isApi(file)) return file === API + API_START ? "docs/api/" : `docs/api/${path.basename(file, ".md")}/`;
  const name = /^docs\/([^/]+)\.md$/.exec(file)?.[1];
  return name && `docs/${name.toLowerCase()}/`;
}

const isApi = (file) => file.startsWith(API) && file.endsWith(".md");

function markdownIn(folder) {
  const there = path.join(ROOT, folder);
  return fs.existsSync(there) ? fs.readdirSync(there).filter((name) => name.endsWith(".md")).sort().map((name) => folder + name) : [];
}

/** Every file that is a page. */
export const pageFiles = () => ["README.md", ...markdownIn("docs/"), ...markdownIn(API)];

function apiPages() {
  const files = markdownIn(API);
  const start = files.filter((file) => file === API + API_START).map((file) => ({ name: "eventsource-wasm", place: placeOf(file) }));
  return [...start, ...files.filter((file) => file !== API + API_START).map((file) => ({ name: `…/${path.basename(file, ".md")}`, place: placeOf(file) }))];
}

const linksIn = (text) =>
  [...text.matchAll(/\[([^\]]+)\]\(([\w-]+\.md)\)/g)].map(([, name, file]) => ({ name: name.replaceAll("`", ""), place: placeOf(`docs/${file}`) })).filter(({ place }) => place);

/**
 * The groups of docs/README.md: its table, and each paragraph that begins with a name and a colon.
 * @returns `{ name, pages: [{ name, place }] }` each; what that page leaves out comes last
 */
export function groups() {
  const text = fs.readFileSync(path.join(ROOT, GUIDE), "utf8");
  const table = text.split("\n").filter((line) => line.startsWith("|")).join("\n");
  const paragraphs = [...text.matchAll(/^([A-Z][\w ]+): (.*)$/gm)].map(([, name, links]) => ({ name, pages: linksIn(links) }));
  const found = [
    { name: "Begin", pages: [{ name: "Start here", place: "docs/" }, { name: "Overview", place: OUTSIDE["README.md"] }, { name: "All guides", place: OUTSIDE[GUIDE] }] },
    { name: "Guides", pages: linksIn(table) },
    { name: "API reference", pages: apiPages() },
    ...paragraphs,
  ].filter(({ pages }) => pages.length > 0);
  const listed = new Set(found.flatMap(({ pages }) => pages.map(({ place }) => place)));
  const rest = pageFiles().filter((file) => !listed.has(placeOf(file))).map((file) => ({ name: path.basename(file, ".md"), place: placeOf(file) }));
  return rest.length > 0 ? [...found, { name: "More", pages: rest }] : found;
}
