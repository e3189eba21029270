// Which Markdown files are pages, where each stands on the site, and how the navigation groups them.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const GUIDE = "docs/README.md";
const OUTSIDE = { "README.md": "docs/readme/", [GUIDE]: "docs/guide/" };

/** A page's place on the site; `undefined` for a file that is none. */
export function placeOf(file) {
  if (file in OUTSIDE) return OUTSIDE[file];
  const name = /^docs\/([^/]+)\.md$/.exec(file)?.[1];
  return name && fs.existsSync(path.join(ROOT, file)) ? `docs/${name.toLowerCase()}/` : undefined;
}

/** Every file that is a page. */
export const pageFiles = () => ["README.md", ...fs.readdirSync(path.join(ROOT, "docs")).filter((name) => name.endsWith(".md")).sort().map((name) => `docs/${name}`)];

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
    ...paragraphs.filter(({ pages }) => pages.length > 0),
  ];
  const listed = new Set(found.flatMap(({ pages }) => pages.map(({ place }) => place)));
  const rest = pageFiles().filter((file) => !listed.has(placeOf(file))).map((file) => ({ name: path.basename(file, ".md"), place: placeOf(file) }));
  return rest.length > 0 ? [...found, { name: "More", pages: rest }] : found;
}
