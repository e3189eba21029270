// Browsers: a page for each scope, which starts it.
import { browsers } from "../../../scripts/toolchain.mjs";
import { startBrowser } from "../browsers.mjs";

const SCOPES = ["window", "worker-module", "worker-classic", "sharedworker-module", "sharedworker-classic", "serviceworker-module", "serviceworker-classic", "page-cache"];
const NO_WEBKIT = "there is no MiniBrowser of WebKitGTK (WEBKIT names one) or no Xvfb here; Debian has them in webkit2gtk-driver and xvfb";

async function play(browser, run, { origin }) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.log(`  ${run.scope}: ${error.message ?? error}`));
  page.on("close", () => run.fail("the page", "was closed before the suite ended"));
  await page.goto(`${origin}/${run.scope === "page-cache" ? run.scope : "page"}?${run.settings}`).catch((error) => run.fail("the page", String(error)));
  await run.finished;
  await page.close();
}

/** @param {"chromium" | "firefox" | "webkit"} kind set-up installs the first two, or says why not */
export const browser = (kind, title, { flags, without } = {}) => ({
  title,
  without,
  scopes: SCOPES,
  missing: () => (kind === "webkit" && !browsers.webkit() ? NO_WEBKIT : undefined),
  async start(server) {
    const started = await startBrowser(kind, { flags });
    return { version: started.version, play: (run) => play(started, run, server), close: () => started.close() };
  },
});
