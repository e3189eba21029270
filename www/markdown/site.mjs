// The files of the site that are made of Markdown. The server makes them as they are asked for, `npm run build:site` all at once.
import fs from "node:fs";
import path from "node:path";
import { escape } from "./escape.mjs";
import { pageFiles, placeOf, ROOT } from "./pages.mjs";
import { render } from "./render.mjs";

const INDEX = "docs/search.json";

const pageOf = ({ title, html }, docs) => `<!doctype html>
<html lang="en">
<head>
  <!-- frame: head -->
  <title>${escape(title)} · eventsource-wasm</title>
  <link rel="stylesheet" href="${docs}docs.css">
  <script src="${docs}search.js" type="module"></script>
</head>
<body>
  <!-- frame: header -->
  <main id="main" class="docs">
    <!-- frame: docs -->
    <article class="page">
${html}
    </article>
  </main>
  <!-- frame: footer -->
</body>
</html>
`;

/** A row for each section: the page's title, the section's place, its heading, its text. */
const index = () =>
  JSON.stringify(pageFiles().flatMap((file) => {
    const { title, sections } = render(file);
    const place = placeOf(file).slice("docs/".length);
    return sections.map(({ heading, anchor, text }, at) => [title, at === 0 ? place : `${place}#${anchor}`, heading, text]);
  }));

const images = () => [...new Set(pageFiles().flatMap((file) => render(file).images))];

/** The paths of all these files, from the site's root. */
export const madeFiles = () => [...pageFiles().map((file) => `${placeOf(file)}index.html`), INDEX, ...images()];

/** One of them, without the frame; `undefined` if there is no such file. */
export function madeFile(name) {
  if (name === INDEX) return index();
  const file = pageFiles().find((one) => `${placeOf(one)}index.html` === name);
  if (file) return pageOf(render(file), "../".repeat(name.split("/").length - 2));
  return name.startsWith("docs/") && images().includes(name) ? fs.readFileSync(path.join(ROOT, name)) : undefined;
}
