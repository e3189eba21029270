// An example in a page of Chromium, or in a service worker and the page that registers it.
import { bundleFor, programOf } from "./project.mjs";
import { surroundings } from "./surroundings.mjs";

const page = (body) => `<!doctype html><meta charset="utf-8"><title>example</title><script src="/surroundings.js"></script>${body}`;
const PAGE = page(`<body><script type="module" src="/example.js"></script>`);

/** The texts that the server serves for an example, by path. */
export async function filesOf(project, { mark, code, language, files }) {
  const served = { "/": language === "html" ? page(`<body>${code}`) : PAGE };
  for (const file of files) served[file.mark.file] = await scriptOf(project, file);
  // A worker's own page is what the comment says.
  const isWorker = mark.in.endsWith("-worker");
  if (isWorker) served["/sw.js"] = await scriptOf(project, { mark, code });
  if (language !== "html") served["/example.js"] = await bundleFor(project, isWorker ? mark.page.join("\n") : programOf({ mark, code }));
  return served;
}

async function scriptOf(project, block) {
  // A classic worker is served as it stands.
  const text = block.mark.in === "classic-worker" ? programOf(block) : await bundleFor(project, programOf(block), { isWorker: block.mark.in === "module-worker" });
  return { text, isWorker: block.mark.in !== "page" && block.mark.in !== "node" };
}

/** Surroundings come first in every scope; they know the server's addresses. */
export function withSurroundings(files, server) {
  const around = surroundings(server, { hasOutput: false });
  const served = { "/surroundings.js": around };
  for (const [path, file] of Object.entries(files)) served[path] = file.isWorker ? around + file.text : (file.text ?? file);
  return served;
}

/** @returns a program that runs, as runInNode's */
export async function runInChromium(browser, server) {
  const tab = await browser.newPage();
  const complaints = [];
  tab.on("pageerror", (error) => complaints.push(error.message));
  await tab.goto(`${server.origin}/`);
  return {
    printed: () => server.said,
    onChange() {},
    settle: () => tab.evaluate(() => globalThis.afterAllWasSaid()),
    complaint: async () => complaints[0],
    stop: () => tab.close(),
  };
}
