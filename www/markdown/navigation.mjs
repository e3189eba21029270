// What stands beside every page of the docs: the search box and the list of pages.
import { escape } from "./escape.mjs";
import { groups } from "./pages.mjs";

const SEARCH = `<div class="find" role="search">
      <label class="unseen" for="find">Search the docs</label>
      <input id="find" type="search" role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list" autocomplete="off" spellcheck="false" placeholder="Search (press /)">
      <ul id="found" role="listbox" aria-label="What was found" hidden></ul>
      <p id="found-says" class="unseen" role="status"></p>
    </div>`;

/** For the page at `path`; `root` leads from there to the site's root. */
export function navigation(root, path) {
  const here = path.replace(/index\.html$/, "");
  const item = ({ name, place }) => `<li><a href="${root}${place}"${place === here ? ' aria-current="page"' : ""}>${escape(name)}</a></li>`;
  const list = groups().map(({ name, pages }) => `<h2>${escape(name)}</h2>\n      <ul>${pages.map(item).join("")}</ul>`);
  return `${SEARCH}
    <a class="to-pages" href="#pages">All pages</a>
    <nav id="pages" aria-label="Docs">
      ${list.join("\n      ")}
    </nav>`;
}
