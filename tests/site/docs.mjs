// The docs: every page of docs/*.md is there, no link is dead, `npm start` serves the same, and the search finds.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { madeFiles } from "../../www/markdown/site.mjs";
import { startDemo } from "../../www/server.mjs";
import { followLinks } from "./links.mjs";
import { until, visit } from "./visit.mjs";

/** Everything is linked from everywhere: there are many links, or they were not found. */
const LEAST_LINKS = 1000;

const markdown = () => ["README.md", ...fs.readdirSync(path.join(root, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];
const pageOf = (file) => ({ "README.md": "docs/readme/", "docs/README.md": "docs/guide/" })[file] ?? `${file.slice(0, -".md".length).toLowerCase()}/`;
const textOf = (html) => html.replace(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

function everyPage(folder) {
  const start = fs.readFileSync(path.join(folder, "docs/index.html"), "utf8");
  for (const file of markdown()) {
    const text = fs.readFileSync(path.join(root, file), "utf8");
    const html = fs.readFileSync(path.join(folder, pageOf(file), "index.html"), "utf8");
    const title = /^# (.*)$/m.exec(text)[1].replaceAll("`", "");
    assert.ok(textOf(/<h1[^]*?<\/h1>/.exec(html)[0]).startsWith(title), `${file}: its page has not the title ${title}`);
    const heads = text.replace(/^```[^]*?^```$/gm, "").match(/^#+ /gm).length;
    const found = /<article[^]*<\/article>/.exec(html)[0];
    assert.equal(found.match(/<h[1-6] /g).length, heads, `${file}: headings`);
    assert.ok(!/<!--|example:/.test(found), `${file}: a note to the tests is on its page`);
    assert.ok(start.includes(`href="../${pageOf(file)}"`), `${file} is not in the list of pages`);
  }
}

/** Each export of the package's own entry has its heading. */
function reference(folder) {
  const html = fs.readFileSync(path.join(folder, "docs/api/index.html"), "utf8");
  const names = [...fs.readFileSync(path.join(root, "dist/index.d.ts"), "utf8").matchAll(/^export (?:declare )?(?:class|interface|type|function) (\w+)/gm)].map(([, name]) => name);
  assert.ok(names.length > 20, `only ${names}`);
  const missing = names.filter((name) => !new RegExp(`<h3 id="[\\w-]+">(?:<del>)?${name}\\b`).test(html));
  assert.deepEqual(missing, []);
  assert.ok(fs.readFileSync(path.join(folder, "docs/index.html"), "utf8").includes('href="../docs/api/"'), "it is not in the list of pages");
}

async function servedAlike(folder) {
  const demo = await startDemo({ port: 0 });
  try {
    for (const name of [...madeFiles(), "docs/index.html"]) {
      const response = await fetch(demo.url + name.replace(/index\.html$/, ""));
      assert.equal(response.status, 200, name);
      assert.ok(Buffer.from(await response.arrayBuffer()).equals(fs.readFileSync(path.join(folder, name))), `${name}: the server's differs from the site's`);
    }
    const response = await fetch(`${demo.url}docs/limits`, { redirect: "manual" });
    assert.deepEqual([response.status, response.headers.get("location")], [308, "limits/"]);
    for (const name of ["docs/nothing/", "docs/limits.md", "markdown/site.mjs", "docs/images/../../package.json"]) assert.equal((await fetch(demo.url + name)).status, 404, name);
  } finally {
    await demo.close();
  }
}

export async function docs(count, folder) {
  await count.check("docs: every page is there", () => everyPage(folder));
  await count.check("docs: the API reference", () => reference(folder));
  await count.check("docs: no dead link or anchor in the site", () => {
    const { dead, followed } = followLinks(folder);
    assert.deepEqual(dead, []);
    assert.ok(followed >= LEAST_LINKS, `followed ${followed} links only`);
  });
  await count.check("docs: npm start serves the same", () => servedAlike(folder));
}

const foundFirst = (page) =>
  until(page, "what was found", () => document.querySelectorAll("#found li").length > 1 && document.querySelector("#found [aria-selected=true]").id === document.querySelector("#find").getAttribute("aria-activedescendant") && document.querySelector("#found [aria-selected=true] strong").textContent);

async function leads(page, url, act) {
  await Promise.all([page.waitForNavigation(), act()]);
  assert.equal(page.url(), url);
}

async function searches(page, url) {
  await page.waitForSelector("#find");
  await until(page, "the page's scripts", () => document.readyState === "complete");
  const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("search.json")));
  assert.equal(await loaded(), false, "the index was loaded before it was used");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find");
  await page.keyboard.type("token");
  assert.equal(await foundFirst(page), "Headers and tokens");
  assert.equal(await loaded(), true);
  await page.keyboard.press("ArrowDown");
  const second = await foundFirst(page);
  assert.match(second, /^Headers and tokens › .*token/);
  await page.keyboard.press("ArrowUp");
  await leads(page, `${url}docs/headers-and-tokens/`, () => page.keyboard.press("Enter"));

  // Two words, of which one is a heading's: a section, with its anchor.
  await page.keyboard.press("/");
  await page.keyboard.type("errors reasons");
  await until(page, "the section", () => document.querySelector("#found li strong")?.textContent === "Errors › Reasons");
  await leads(page, `${url}docs/errors/#reasons`, () => page.click("#found li"));
  await until(page, "its heading in view", () => Math.abs(document.getElementById("reasons").getBoundingClientRect().top) < innerHeight);

  await page.keyboard.press("/");
  await page.keyboard.type("xyzzy");
  await until(page, "that nothing was found", () => document.querySelector("#found-says").textContent === "Nothing found." && document.querySelector("#found").hidden);
}

export const docsInBrowser = (count, kind, browser, url) => count.check(`${kind}: the docs' search`, () => visit(browser, `${url}docs/`, (page) => searches(page, url)));

/** On a phone, tables and code scroll: no page is wider than the screen. */
export const narrow = (count, kind, browser, url) =>
  count.check(`${kind}: the docs on a phone`, () => visit(browser, `${url}docs/`, async (page) => {
    await page.setViewport({ width: 375, height: 812 });
    for (const name of madeFiles().filter((file) => file.endsWith(".html"))) {
      await page.goto(url + name.replace(/index\.html$/, ""));
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${name} is ${over} px too wide`);
    }
  }));
