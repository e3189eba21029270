// No link of the site is dead: neither to a file of it, nor to an anchor.
import fs from "node:fs";
import path from "node:path";

const valuesOf = (html, pattern) => [...html.matchAll(pattern)].map(([, value]) => value.replaceAll("&amp;", "&"));
const idsOf = (html) => valuesOf(html, /\sid="([^"]*)"/g);
// The `src` of an <event-source> is a stream, which is no file.
const linksOf = (html) => [...valuesOf(html, /\shref="([^"]*)"/g), ...valuesOf(html, /<(?:img|script)[^>]*\ssrc="([^"]*)"/g)];

/** @returns `{ dead, followed }`: a sentence for each dead link, and how many were followed */
export function followLinks(folder) {
  const pages = new Map(fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]));
  const ids = new Map([...pages].map(([name, html]) => [name, new Set(idsOf(html))]));
  const dead = [];
  let followed = 0;
  for (const [name, html] of pages)
    for (const link of linksOf(html)) {
      if (/^[a-z]+:/.test(link)) continue;
      followed++;
      const [to, anchor] = link.split("#");
      const plain = to.split("?")[0];
      const target = plain === "" ? name : path.join(path.dirname(name), plain, /(^|\/)(\.{1,2})?$/.test(plain) ? "index.html" : "");
      if (!fs.existsSync(path.join(folder, target)) || fs.statSync(path.join(folder, target)).isDirectory()) dead.push(`${name}: there is no ${link}`);
      else if (anchor && ids.has(target) && !ids.get(target).has(decodeURIComponent(anchor))) dead.push(`${name}: ${link}: there is no such anchor`);
    }
  return { dead, followed };
}
