// A bundler: the application it makes runs in Chromium, in a page, a worker and a service worker; small programs show what an import adds.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { entries } from "./entries.mjs";
import { checkCame, exportedNames } from "./expected.mjs";
import { writeApp } from "./project.mjs";
import { startServer } from "./server.mjs";
import { visit } from "./visit.mjs";

const LIMIT = 180_000;
/** What is in the class and in no parser. */
const OF_THE_CLASS = "withCredentials";

const pure = entries.filter(({ hasSideEffects }) => !hasSideEffects);
const effective = entries.filter(({ hasSideEffects }) => hasSideEffects);

/** A program that shows what an entry's import does, by its slug. */
const EFFECTS = {
  polyfill: (load) => `globalThis.EventSource = undefined; ${load} console.log(typeof EventSource === "function");`,
  element: (load) => `globalThis.HTMLElement = class {}; let defined; globalThis.customElements = { get() {}, define: (name) => (defined = name) }; ${load} console.log(defined === "event-source");`,
};

/** The small programs, by name. */
function programs(names) {
  const using = (load, what = "") => `${load}\nglobalThis.used = [${what}];\n`;
  const used = (name, what) => using(`import { ${what} } from "${name}";`, what);
  const unused = pure.map(({ name, slug }) => `import "${name}";\nimport { ${names[name][0]} as ${slug.replaceAll("-", "_")} } from "${name}";`);
  return {
    alone: using(""),
    unused: using(unused.join("\n")),
    "createParser-alone": used("eventsource-wasm/parser", "createParser"),
    ...Object.fromEntries(pure.map(({ name, slug }) => [slug, used(name, names[name].join(", "))])),
    ...Object.fromEntries(effective.map(({ name, slug }) => [slug, using(`import "${name}";`)])),
  };
}

/** Runs the project's own bundle.mjs. */
function run(project, statement) {
  project.write("run.mjs", `import { app, each } from "./bundle.mjs";\nawait ${statement};\n`);
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ["run.mjs"], { cwd: project.folder, encoding: "utf8", timeout: LIMIT, env: { ...process.env, NODE_NO_WARNINGS: "1" } });
  const said = (stdout + stderr).trim();
  if (status !== 0 || said) throw new Error(`${status === 0 ? "the build complains" : `the build failed (${status ?? signal})`}:\n${said}`);
}

/** Bytes that each entry adds, minified, and in brotli. */
function added(read) {
  const alone = read("alone");
  return Object.fromEntries(entries.map(({ name, slug }) => {
    const text = read(slug);
    return [name, { bytes: text.length - alone.length, brotli: brotliCompressSync(text).length - brotliCompressSync(alone).length }];
  }));
}

export async function bundler(project, { workers, wasm, isClassic }, { browser, check, facts }) {
  const names = exportedNames(project);
  writeApp(project, { workers, wasm });
  const scriptTag = isClassic ? `<script defer src="page.js"></script>` : `<script type="module" src="page.js"></script>`;
  let came;
  let withoutCharset;
  await check("the application is built, without a warning", async () => {
    run(project, "app()");
    const out = path.join(project.folder, "out");
    if (!fs.existsSync(path.join(out, "index.html"))) fs.writeFileSync(path.join(out, "index.html"), `<!doctype html><meta charset="utf-8">${scriptTag}`);
    // A classic script is read in the page's charset, which this page does not tell.
    if (isClassic) fs.writeFileSync(path.join(out, "no-charset.html"), `<!doctype html>${scriptTag}`);
    const server = await startServer(out);
    try {
      came = await visit(browser, `${server.origin}/`);
      withoutCharset = isClassic && (await visit(browser, `${server.origin}/no-charset.html`));
    } finally {
      server.close();
    }
  });
  if (came) await checkCame(check, "", came, names, ["page", "worker", "service worker"]);
  if (withoutCharset) await checkCame(check, "no charset", withoutCharset, names, ["page"]);

  const small = programs(names);
  for (const [name, text] of Object.entries(small)) project.write(`small/${name}.js`, text);
  let isBuilt = false;
  await check("small programs are built", () => {
    run(project, `each(${JSON.stringify(Object.keys(small))})`);
    isBuilt = true;
  });
  if (!isBuilt) return;
  const read = (name) => fs.readFileSync(path.join(project.folder, "small/out", `${name}.js`));
  await check("an import that is not used leaves nothing", () => {
    for (const { slug } of pure) assert.ok(read(slug).length > read("alone").length + 100, `${slug}: a used one leaves nothing either`);
    assert.equal(String(read("unused")), String(read("alone")));
  });
  for (const { name, slug } of effective)
    await check(`import "${name}" keeps its side effect`, () => {
      const program = EFFECTS[slug](`await import("./small/out/${slug}.js");`);
      assert.equal(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: project.folder, encoding: "utf8" }), "true\n");
    });
  await check("createParser brings no class", () => {
    assert.ok(read("index").includes(OF_THE_CLASS));
    assert.ok(!read("createParser-alone").includes(OF_THE_CLASS));
  });
  facts.added = added(read);
}
