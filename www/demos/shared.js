// A member of the stream that all tabs and frames of this page share, and what it was told.
import { SharedEventSource } from "../dist/shared.js";
import { Continuity } from "./continuity.js";

const continuity = new Continuity();
const show = document.querySelector("#member");
const frames = document.querySelector("#frames");
let missed = 0;
/** It has seen the response of the next `open`. */
let hasAsked = false;

const source = new SharedEventSource("../api/shared", {
  headers: { Authorization: "Bearer demo" },
  // Only who has the connection sees the response.
  onresponse: () => (hasAsked = true),
});
source.onopen = () => {
  document.body.dataset.leads = hasAsked ? "yes" : "";
  hasAsked = false;
};
source.addEventListener("tick", ({ lastEventId }) => {
  continuity.see(lastEventId);
  const { events, lost, doubled } = continuity;
  Object.assign(document.body.dataset, { events, lost, doubled, missed });
  show.textContent = `tick ${lastEventId}: ${lost} lost, ${doubled} doubled${document.body.dataset.leads ? ", by this one's connection" : ""}`;
});
source.onmissed = () => missed++;

/** The page that was opened shows the rest; its frames are members only. */
if (parent === globalThis) {
  document.querySelector("#stage").hidden = false;
  document.querySelector("#more").onclick = () => {
    for (let i = 0; i < 10; i++) frames.append(Object.assign(document.createElement("iframe"), { src: "shared.html" }));
  };
  document.querySelector("#close").onclick = () => {
    [...frames.children].find(({ contentDocument }) => contentDocument.body?.dataset.leads)?.remove();
    if (document.body.dataset.leads) source.close();
  };
  setInterval(async () => {
    const { readers } = await (await fetch("../api/shared/readers")).json();
    document.querySelector("#connections").textContent = `${readers} connection${readers === 1 ? "" : "s"}`;
    document.querySelector("#members").textContent = `${frames.childElementCount + 1} member${frames.childElementCount ? "s" : ""}`;
  }, 500);
}
