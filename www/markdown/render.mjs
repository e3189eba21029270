// A page's Markdown as HTML, and its text by section for the search.
import fs from "node:fs";
import path from "node:path";
import { Marked } from "marked";
import { withAnchors } from "./anchors.mjs";
import { coloured } from "./colour.mjs";
import { escape } from "./escape.mjs";
import { placeOf, ROOT } from "./pages.mjs";
import { sectionsOf } from "./sections.mjs";

/** All the HTML that the Markdown may have. What stands right below a tag would not be read as Markdown. */
const KEPT = /^(?:<\/?(?:details|summary)>[^<\n]*\n*)*$/;
const COMMENT = /<!--[^]*?-->/g;
/** Comments are notes to the tests, unless they are in code. Without them, the lines around are paragraphs of their own. */
const CODE_OR_COMMENT = /^```[^]*?^```|^<!--[^]*?-->/gm;

const withoutComments = (text) => text.replace(CODE_OR_COMMENT, (found) => (found.startsWith("<") ? "" : found));

/** Where a link of `file` leads on the site: relative to its page, or `undefined` for what the site does not have. */
function hrefOf(href, file) {
  if (/^(?:https?:|mailto:|#)/.test(href)) return href;
  const [name, anchor] = href.split("#");
  const target = path.posix.join(path.posix.dirname(file), name);
  const place = placeOf(target) ?? (target.startsWith("www/") ? target.slice("www/".length) : undefined);
  if (place === undefined) return undefined;
  return path.posix.relative(placeOf(file), place) + (place.endsWith("/") ? "/" : "") + (anchor ? `#${anchor}` : "");
}

function rendererFor(file, images) {
  let section = "";
  const cell = (parser, { tokens, align, header }) => {
    const content = parser.parseInline(tokens);
    const tag = header && content ? "th" : "td";
    return `<${tag}${align ? ` class="${align}"` : ""}>${content}</${tag}>`;
  };
  return {
    heading({ tokens, depth, text, anchor }) {
      section = text.replaceAll("`", "");
      const content = this.parser.parseInline(tokens);
      if (!anchor) return `<h${depth}>${content}</h${depth}>\n`;
      return `<h${depth} id="${anchor}">${content} <a class="anchor" href="#${anchor}" tabindex="-1" aria-hidden="true">#</a></h${depth}>\n`;
    },
    // A keyboard must reach what scrolls, and that needs a name.
    code: ({ text, lang }) => `<pre role="group" tabindex="0" aria-label="Code: ${escape(section)}"><code>${coloured(text, lang)}</code></pre>\n`,
    table({ header, rows }) {
      const row = (cells) => `<tr>${cells.map((one) => cell(this.parser, one)).join("")}</tr>`;
      const head = header.some(({ text }) => text) ? `<thead>${row(header)}</thead>` : "";
      return `<div class="scroll" role="group" tabindex="0" aria-label="Table: ${escape(section)}"><table>${head}<tbody>${rows.map(row).join("\n")}</tbody></table></div>\n`;
    },
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      const to = hrefOf(href, file);
      if (to !== undefined) return `<a href="${escape(to)}">${text}</a>`;
      return text.startsWith("<code>") ? text : `<code>${text}</code>`;
    },
    image({ href, text }) {
      const target = path.posix.join(path.posix.dirname(file), href);
      images.add(target);
      return `<img src="${escape(path.posix.relative(placeOf(file), target))}" alt="${escape(text)}">`;
    },
    html({ text }) {
      const rest = text.replace(COMMENT, "");
      if (!KEPT.test(rest)) throw new Error(`${file}: the site's pages cannot have ${rest.slice(0, 60)}`);
      return rest;
    },
  };
}

const rendered = new Map();

/** @returns `{ title, html, sections, images }` of a Markdown file, made anew when it has changed */
export function render(file) {
  const name = path.join(ROOT, file);
  const { mtimeMs } = fs.statSync(name);
  const known = rendered.get(file);
  if (known?.mtimeMs === mtimeMs) return known.page;
  const images = new Set();
  const marked = new Marked({ renderer: rendererFor(file, images) });
  const tokens = withAnchors(marked.lexer(withoutComments(fs.readFileSync(name, "utf8"))));
  const sections = sectionsOf(tokens);
  const page = { title: sections[0].heading, html: marked.parser(tokens), sections, images: [...images] };
  rendered.set(file, { mtimeMs, page });
  return page;
}
