// Cases that need a page: their script out of pages/, bundled with the project's packages, in one Chromium for all.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { startBrowser } from "../behaviour/browsers.mjs";
import { TOKEN, serve } from "./server.mjs";

const html = (body) => `<!doctype html><meta charset="utf-8"><title>dropin</title><body>${body}`;
const SCRIPT = '<script src="/page.js"></script>';

async function bundle(folder, name) {
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, "pages", `${name}.js`)], define: { TOKEN: JSON.stringify(TOKEN) },
    bundle: true, write: false, format: "iife", target: "es2022", logLevel: "error",
  });
  return outputFiles[0].text;
}

/** Starts the browser with the first case that needs it. */
export function startVisits(folder) {
  let browser;

  /** Runs a case: its server also has its page, with `body` in it. */
  async function visit(name) {
    const { default: dropin } = await import(pathToFileURL(path.join(folder, "cases", `${name}.mjs`)));
    const { body = "", script = SCRIPT, open = () => false } = dropin;
    const files = { "/": ["text/html", html(body + script)], "/page.js": ["text/javascript", await bundle(folder, name)], "/favicon.ico": ["image/x-icon", ""] };
    const answer = (request, response) => {
      if (!files[request.path]) return dropin.answer(request, response);
      const [type, text] = files[request.path];
      response.writeHead(200, { "content-type": type }).end(text);
    };
    const server = await serve(answer, { open: (at) => at in files || open(at) });
    let page;
    const complaints = [];
    try {
      page = await (await (browser ??= startBrowser("chromium"))).newPage();
      page.on("pageerror", (error) => complaints.push(error.stack ?? String(error)));
      await page.goto(server.origin, { waitUntil: "domcontentloaded" });
      await dropin.inPage({ page, server });
      if (complaints.length > 0) throw new Error("the page has thrown");
    } catch (error) {
      const requests = server.requests.map(({ method, path, query, status }) => `${method} ${path}?${query} ${status}`);
      throw new Error([error.stack, ...complaints, ...requests].join("\n  "));
    } finally {
      await page?.close();
      server.close();
    }
  }
  return { visit, close: async () => (await browser?.catch(() => undefined))?.close() };
}
