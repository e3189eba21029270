// `npm run test:docs [-- --filter PATTERN]`: every example of README.md, docs/ and the texts for assistants, run against a real server.
// It has to print, and the server has to see, what the comment in front of it says (blocks.mjs).
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../scripts/toolchain.mjs";
import { startBrowser } from "../behaviour/browsers.mjs";
import { Count } from "../count.mjs";
import { FOR_ASSISTANTS } from "../packaging/entries.mjs";
import { answers } from "./answers.mjs";
import { blocksOf, examplesOf } from "./blocks.mjs";
import { filesOf, runInChromium, withSurroundings } from "./chromium.mjs";
import { differences } from "./expectation.mjs";
import { deadLinks } from "./links.mjs";
import { runInNode } from "./node.mjs";
import { startProject } from "./project.mjs";
import { startServer } from "./server.mjs";
import { typeErrors } from "./types.mjs";

/** What an example may take, in ms. */
const LIMIT = 20_000;

const { values } = parseArgs({ options: { filter: { type: "string", default: "" } } });
const documents = ["README.md", ...FOR_ASSISTANTS, ...fs.readdirSync(path.join(root, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];
/** For contributors: only their links are checked. */
const WITHOUT_EXAMPLES = ["CONTRIBUTING.md", "SECURITY.md", "examples/README.md", "tests/behaviour/README.md", "tests/servers/README.md", "tests/packaging/README.md", "tests/frameworks/README.md", "fuzz/README.md"];

/** Resolves once `holds`, which is looked at after every change, or after the limit. */
function until(holds, subscribe, ended) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LIMIT);
    const look = () => {
      if (!holds()) return;
      clearTimeout(timer);
      resolve();
    };
    subscribe(look);
    void ended?.then(() => (clearTimeout(timer), resolve()));
    look();
  });
}

async function runExample(project, browser, example) {
  const { mark } = example;
  if (mark.server && !(mark.server in answers)) throw new Error(`answers.mjs has no "${mark.server}"`);
  const inNode = mark.in === "node";
  const files = {};
  const made = inNode ? {} : await filesOf(project, example);
  const server = await startServer(answers[mark.server] ?? {}, files);
  let program;
  try {
    Object.assign(files, withSurroundings(made, server));
    program = inNode ? await runInNode(project, example, server) : await runInChromium(await browser(), server);
    const enough = () => !mark.exits && program.printed().length >= mark.output.length && server.requests.length >= mark.requests.length;
    await until(enough, (look) => (server.onChange(look), program.onChange(look)), program.ended);
    // Whatever it prints too much should have its turn, too.
    for (let i = 0; i < 2; i++) await program.settle();
    const complaint = await program.complaint();
    const wrong = [...(complaint ? [complaint] : []), ...differences(mark, program.printed(), server)];
    if (mark.exits && inNode && !(await hasEnded(program))) wrong.push("it did not end by itself");
    if (wrong.length > 0) throw new Error(wrong.join("\n  "));
  } finally {
    await program?.stop();
    await server.close();
  }
}

const hasEnded = (program) => Promise.race([program.ended.then(() => true), program.settle().then(() => false)]);

const count = new Count();
let browser;
/** Started once, when the first example wants it. */
const startedBrowser = () => (browser ??= startBrowser("chromium"));
/** Also where it is only just starting. */
const closeBrowser = async () => (await browser?.catch(() => {}))?.close();
const project = startProject();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.once(signal, async () => {
    await closeBrowser();
    process.exit(128 + os.constants.signals[signal]);
  });

try {
  const examples = [];
  for (const document of documents)
    await count.check(`${document}: every block says how it is run`, () => {
      examples.push(...examplesOf(blocksOf(document, fs.readFileSync(path.join(root, document), "utf8"))));
    });
  for (const document of [...documents, ...WITHOUT_EXAMPLES])
    await count.check(`${document}: every link leads somewhere`, () => {
      const dead = deadLinks(document);
      if (dead.length > 0) throw new Error(dead.join("\n  "));
    });
  const errors = await typeErrors(project, examples.flatMap((example) => [example, ...example.files]));
  for (const example of examples) {
    if (!new RegExp(values.filter).test(example.name)) continue;
    if (example.mark.reason) {
      console.log(`not run ${example.name}: ${example.mark.reason}`);
      continue;
    }
    await count.check(example.name, async () => {
      const wrong = [example, ...example.files].flatMap(({ name }) => errors.get(name) ?? []);
      if (wrong.length > 0) throw new Error(wrong.join("").trim());
      await runExample(project, startedBrowser, example);
    });
  }
} finally {
  await closeBrowser();
}
count.close("docs");
