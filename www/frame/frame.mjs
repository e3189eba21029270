// What all pages share: the head, the navigation and the footer. The server puts it around a page as it serves it, and
// `npm run build:site` as it writes it, so a page has only what is its own, between three comments:
//
//   <head> <!-- frame: head -->, then the page's title and scripts, and
//   <body> <!-- frame: header -->, <main id="main">…</main>, <!-- frame: footer -->.
//
// A page of the docs begins its <main> with <!-- frame: docs -->, their search and their list of pages.
import { navigation } from "../markdown/navigation.mjs";

/** The navigation: a path from the site's root, and its name. */
const PAGES = [
  ["playground/", "Playground"],
  ["demos/", "Demos"],
  ["race/", "Race"],
  ["wall/", "Wall"],
  ["storm/", "Storm"],
  ["docs/", "Docs"],
];

const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'; object-src 'none'";
// The one page that asks any server that its visitor names.
const ASKS_ANYONE = "playground/connection/";

/** The Content-Security-Policy of what is served at `path`, which begins at the site's root, without a slash. */
export const policyOf = (path) => (path.startsWith(ASKS_ANYONE) ? `${POLICY}; connect-src *` : POLICY);

const MARK = `<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" rx="7" class="mark"/><g class="lines"><path d="M9 16a7 7 0 0 1 7 7"/><path d="M9 9a14 14 0 0 1 14 14"/></g><circle cx="9.5" cy="22.5" r="2.5" class="dot"/></svg>`;

const head = (root, path) => `<meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta http-equiv="Content-Security-Policy" content="${policyOf(path)}">
  <meta name="referrer" content="no-referrer">
  <link rel="icon" href="${root}favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${root}style.css">`;

function header(root, path) {
  const current = PAGES.find(([page]) => path.startsWith(page))?.[0];
  const item = ([page, name]) => `<li><a href="${root}${page}"${page === current ? ' aria-current="true"' : ""}>${name}</a></li>`;
  return `<a class="skip" href="#main">Skip to the content</a>
  <header class="site">
    <a class="brand" href="${root}"${path === "" ? ' aria-current="page"' : ""}>${MARK}<span>eventsource-wasm</span></a>
    <nav aria-label="Site"><ul>${PAGES.map(item).join("")}</ul></nav>
  </header>`;
}

const FOOTER = `<footer class="site">
    <p>MIT or Apache-2.0. This site loads nothing from anywhere else.</p>
  </footer>
  <noscript><p class="noscript">The demos are made of JavaScript and WebAssembly: please allow both.</p></noscript>`;

/** `html` with the frame around it. `path` is where it stands: `demos/` for demos/index.html. */
export function framed(html, path) {
  // Relative, so that the site works wherever it lies.
  const root = "../".repeat(path.split("/").length - 1) || "./";
  const parts = { head: () => head(root, path), header: () => header(root, path), docs: () => navigation(root, path), footer: () => FOOTER };
  return html.replace(/<!-- frame: (\w+) -->/g, (_, name) => parts[name]());
}
