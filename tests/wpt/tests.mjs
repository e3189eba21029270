// Which pages to load: every test file of WPT's eventsource/ in every scope.
import fs from "node:fs";
import path from "node:path";

export const SCOPES = ["window", "worker", "sharedworker", "serviceworker"];

// One entry per page to load: {file, scope, url, spec}. spec: WPT itself runs the file in that scope.
/** `wpt` is the suite's folder; `scopes` a set; `filter` a pattern on the URL. */
export function listTests({ wpt, scopes, filter }) {
  const files = new Map();   // path under the root -> file on disk (overlays win)
  for (const root of [wpt]) {
    const walk = rel => {
      const abs = path.join(root, rel);
      if (!fs.existsSync(abs)) return;
      for (const e of fs.readdirSync(abs, { withFileTypes: true })) {
        const r = `${rel}/${e.name}`;
        if (e.isDirectory()) { if (e.name !== 'resources') walk(r); } else files.set(r, path.join(root, r));
      }
    };
    walk('eventsource');
  }
  const out = [];
  for (const [rel, abs] of [...files].sort(([a], [b]) => a < b ? -1 : 1)) {
    const file = rel.replace(/^eventsource\//, '');
    const add = (scope, url, spec = true, long = false) => out.push({ file, scope, url: '/' + url, spec, long });
    let m;
    if ((m = /^(.*)\.any\.js$/.exec(rel))) {
      const src = fs.readFileSync(abs, 'utf8');
      const g = (/^\/\/ META: global=(.*)$/m.exec(src)?.[1] ?? 'window,dedicatedworker').split(',').map(s => s.trim());
      const long = /^\/\/ META: timeout=long/m.test(src);
      const has = { window: g.includes('window'), worker: g.includes('dedicatedworker') || g.includes('worker'),
        sharedworker: g.includes('sharedworker') || g.includes('worker'), serviceworker: g.includes('serviceworker') || g.includes('worker') };
      const ext = { window: 'any.html', worker: 'any.worker.html', sharedworker: 'any.sharedworker.html', serviceworker: 'any.serviceworker.html' };
      for (const s of SCOPES) add(s, `${m[1]}.${ext[s]}`, has[s], long);
    } else if ((m = /^(.*)\.window\.js$/.exec(rel))) {
      add('window', `${m[1]}.window.html`, true, /^\/\/ META: timeout=long/m.test(fs.readFileSync(abs, 'utf8')));
    } else if ((m = /^(.*)\.worker\.js$/.exec(rel))) {
      add('worker', `${m[1]}.worker.html`);
    } else if (/\.html?$/.test(rel)) {
      add(rel.includes('/dedicated-worker/') ? 'worker' : rel.includes('/shared-worker/') ? 'sharedworker' : 'window', rel);
    }
  }
  return out.filter(t => scopes.has(t.scope) && (!filter || filter.test(t.url)));
}
