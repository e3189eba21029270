// Starts a browser with a temporary profile.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import puppeteer from "puppeteer-core";
import { browsers } from "../../scripts/toolchain.mjs";
import { startWebKit } from "./webkit.mjs";

/** Flags for no background traffic and no throttling of background pages, usable as root and in a container. */
export const CHROMIUM_FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps",
  "--disable-dev-shm-usage", "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows", "--password-store=basic", "--use-mock-keychain", "--remote-debugging-port=0",
];

export const FIREFOX_PREFS = {
  "dom.serviceWorkers.enabled": true,
  "network.proxy.type": 0,
  "dom.min_background_timeout_value": 4,
  "dom.min_background_timeout_value_without_budget_throttling": 4,
  "dom.timeout.enable_budget_timer_throttling": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "app.update.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "services.settings.server": "data:,",
  "toolkit.telemetry.server": "data:,",
  "datareporting.policy.dataSubmissionEnabled": false,
};

function executable(kind) {
  const found = browsers[kind]();
  if (!found) throw new Error(`no ${kind}${kind === "webkit" ? ", or no Xvfb for it," : ""} was found: \`npm test\` installs one where apt is there, or set ${kind.toUpperCase()} to its path`);
  return found;
}

/**
 * @param {"chromium" | "firefox" | "webkit"} kind
 * @param {{ prefs?: object, flags?: string[] }} options additional `prefs` for Firefox, and `flags` for Chromium
 */
export async function startBrowser(kind, { prefs, flags = [] } = {}) {
  if (kind === "webkit") return startWebKit(executable(kind));
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), `behaviour-${kind}-`));
  const removeProfile = () => fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  const common = { executablePath: executable(kind), userDataDir: profile };
  try {
    const browser = await puppeteer.launch(
      kind === "chromium"
        ? { ...common, browser: "chrome", ignoreDefaultArgs: true, args: [...CHROMIUM_FLAGS, ...flags, `--user-data-dir=${profile}`, "about:blank"] }
        : { ...common, browser: "firefox", headless: true, extraPrefsFirefox: { ...FIREFOX_PREFS, ...prefs } },
    );
    return {
      version: await browser.version(),
      pid: browser.process()?.pid,
      newPage: () => browser.newPage(),
      async close() {
        let timer;
        const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("late")), 20_000)));
        await Promise.race([browser.close(), late]).catch(() => browser.process()?.kill("SIGKILL"));
        clearTimeout(timer);
        removeProfile();
      },
    };
  } catch (error) {
    removeProfile();
    throw error;
  }
}
