// The suite's server (WPT's own wptserve) and the browsers, both confined to 127.0.0.1.
import path from "node:path";
import { createInterface } from "node:readline";
import { spawn } from "node:child_process";
import puppeteer from "puppeteer-core";
import { browsers } from "../../scripts/toolchain.mjs";
import { CHROMIUM_FLAGS, FIREFOX_PREFS } from "../behaviour/browsers.mjs";

export const HOST = "web-platform.test";

/** `impl` is a script that is put in front of every test, or undefined for the browser's own class. */
export async function startServer({ wpt, impl }) {
  const args = [path.join(import.meta.dirname, 'serve.py'), '--wpt', wpt];
  if (impl) args.push('--impl', impl);
  const child = spawn(process.env.PYTHON || 'python3', args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const line = await new Promise((ok, no) => {
    createInterface({ input: child.stdout }).once('line', ok);
    child.once('exit', c => no(new Error(`serve.py ended with ${c}; run it by hand to see why`)));
  });
  return { port: JSON.parse(line).port, stop: () => child.stdin.end() };
}

export async function startBrowser(name, port, profile) {
  const subs = ['', 'www.', 'www1.', 'www2.', 'xn--lve-6lad.', 'xn--n8j6ds53lwwkrqhv28a.'];
  const hosts = subs.flatMap(s => [`${s}${HOST}`, `${s}not-${HOST}`]);
  if (name === 'chromium') {
    return puppeteer.launch({
      browser: 'chrome', executablePath: browsers.chromium(),
      userDataDir: profile, ignoreDefaultArgs: true,
      args: [...CHROMIUM_FLAGS, '--disable-popup-blocking', `--user-data-dir=${profile}`,
        `--host-resolver-rules=${hosts.map(h => `MAP ${h} 127.0.0.1`).join(', ')}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
        // WPT serves service worker tests over https; here the http origin counts as secure instead
        `--unsafely-treat-insecure-origin-as-secure=${hosts.map(h => `http://${h}:${port}`).join(',')}`,
        'about:blank'],
    });
  }
  return puppeteer.launch({
    browser: 'firefox', executablePath: browsers.firefox(),
    userDataDir: profile, headless: true,
    extraPrefsFirefox: {
      ...FIREFOX_PREFS,
      'network.dns.localDomains': hosts.join(','), 'dom.securecontext.allowlist': hosts.join(','),
      'dom.serviceWorkers.testing.enabled': true, 'network.dns.disableIPv6': true, 'dom.disable_open_during_load': false,
      'dom.security.https_only_mode': false, 'dom.security.https_first': false, 'dom.security.https_first_schemeless': false,
    },
  });
}
