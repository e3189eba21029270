// Runs the suite in browsers: a page for each scope starts it.
import { browsers } from "../../../scripts/toolchain.mjs";
import { startBrowser } from "../browsers.mjs";

const SCOPES = ["window", "worker-module", "worker-classic", "sharedworker-module", "sharedworker-classic", "serviceworker-module", "serviceworker-classic", "page-cache"];
/** Not in WebKit, which has no driver to hide a page with. */
const HIDDEN = "hidden";
/** Scopes with a page of their own. */
const PAGES = ["page-cache", HIDDEN];
const NO_WEBKIT = "there is no MiniBrowser of WebKitGTK (WEBKIT names one) or no Xvfb here; Debian has them in webkit2gtk-driver and xvfb";

/** Lets a page hide itself as a user would: by bringing another page to the front. */
async function mayBeHidden(page, front) {
  const states = {
    hidden: () => front.bringToFront(),
    visible: () => page.bringToFront(),
    async frozen() {
      const session = await page.createCDPSession();
      for (const state of ["frozen", "active"]) await session.send("Page.setWebLifecycleState", { state });
      await session.detach();
    },
  };
  await page.exposeFunction("setPage", (state) => states[state]());
}

async function play(browser, run, { origin }) {
  const front = run.scope === HIDDEN ? await browser.newPage() : undefined;
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.log(`  ${run.scope}: ${error.message ?? error}`));
  if (front) await mayBeHidden(page, front);
  page.on("close", () => run.fail("the page", "was closed before the suite ended"));
  await page.goto(`${origin}/${PAGES.includes(run.scope) ? run.scope : "page"}?${run.settings}`).catch((error) => run.fail("the page", String(error)));
  await run.finished;
  await page.close();
  await front?.close();
}

/** @param {"chromium" | "firefox" | "webkit"} kind set-up installs the first two, or says why it cannot */
export const browser = (kind, title, { flags, without } = {}) => ({
  title,
  without,
  scopes: kind === "webkit" ? SCOPES : [...SCOPES, HIDDEN],
  missing: () => (kind === "webkit" && !browsers.webkit() ? NO_WEBKIT : undefined),
  async start(server) {
    const started = await startBrowser(kind, { flags });
    return { version: started.version, play: (run) => play(started, run, server), close: () => started.close() };
  },
});
