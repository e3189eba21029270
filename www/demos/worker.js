// Panel 3, the page's half: registers a service worker and shows what it posts.
import { Continuity } from "./continuity.js";
import { addRow, keepLatest } from "./latest-rows.js";
import { stateLine } from "./state-line.js";

// A browser stops a service worker that was idle for half a minute.
const KEEP_AWAKE_MS = 10_000;

const SCRIPTS = {
  classic: { url: "./service-worker.js", type: "classic", scope: "./classic-worker/" },
  module: { url: "./service-worker-module.js", type: "module", scope: "./module-worker/" },
};

const panel = document.querySelector("#worker");
const rows = panel.querySelector(".rows");
const line = stateLine(panel.querySelector(".state"));
keepLatest(rows, 4, { oldest: "last" });

let continuity = new Continuity();
let registration;
let lastEventId = "";
let choice = 0;

async function start(kind) {
  const mine = ++choice;
  tell("leave");
  registration = undefined;
  continuity = new Continuity();
  lastEventId = "";
  line.set({ readyState: 0, lastEventId });
  panel.dataset.kind = kind;
  delete panel.dataset.unsupported;
  try {
    const { url, type, scope } = SCRIPTS[kind];
    const found = await navigator.serviceWorker.register(url, { type, scope, updateViaCache: "none" });
    await activated(found);
    if (mine !== choice) return;
    registration = found;
    tell("watch");
  } catch (error) {
    if (mine !== choice) return;
    panel.dataset.unsupported = "yes";
    line.set({ readyState: 2, message: `This browser started no ${kind} service worker: ${error.message}` });
  }
}

/** Resolves once a worker of this registration can take messages; rejects if it never will. */
function activated(found) {
  const worker = found.installing ?? found.waiting ?? found.active;
  return new Promise((resolve, reject) => {
    const check = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("its script failed."));
    };
    worker.addEventListener("statechange", check);
    check();
  });
}

function tell(type) {
  registration?.active?.postMessage({ type, lastEventId });
}

navigator.serviceWorker?.addEventListener("message", ({ source, data }) => {
  // The other kind may still post an event or two after a switch.
  if (source?.scriptURL !== registration?.active?.scriptURL) return;
  if (data.state) return line.set(data.state);
  lastEventId = data.lastEventId;
  continuity.see(lastEventId);
  continuity.show(panel);
  line.set({ readyState: 1, lastEventId });
  const { symbol, price } = JSON.parse(data.tick);
  addRow(rows, `${symbol} ${price.toFixed(2)}`);
});

for (const radio of panel.querySelectorAll("input")) radio.addEventListener("change", () => start(radio.value));
setInterval(() => tell("watch"), KEEP_AWAKE_MS);
addEventListener("pagehide", () => tell("leave"));
addEventListener("pageshow", (event) => event.persisted && tell("watch"));

if (navigator.serviceWorker) start(panel.querySelector("input:checked").value);
else line.set({ readyState: 2, message: "Service workers need https or localhost, and a browser window that is not private." });
