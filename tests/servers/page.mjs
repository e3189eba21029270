// The cases in a page of Chromium, whose origin is not the server's.
import { startServer } from "../server/server.mjs";
import { startBrowser } from "../behaviour/browsers.mjs";

const html = `<!doctype html><meta charset="utf-8"><title>servers</title><script type="module" src="/tests/servers/cases/page.mjs"></script>`;

export async function inPage(server, filter) {
  const files = await startServer({ pages: { "/page": { type: "text/html", text: html } } });
  let browser;
  try {
    browser = await startBrowser("chromium");
    const page = await browser.newPage();
    await page.goto(`${files.origin}/page`);
    await page.waitForFunction("globalThis.ask !== undefined");
    return await page.evaluate((origin, pattern) => globalThis.ask(origin, pattern), server.origin, filter);
  } finally {
    await browser?.close();
    await files.close();
  }
}
