// Panel 1: a feed that needs a token, cut and resumed.
import { EventSource } from "../dist/index.js";
import { Continuity } from "./continuity.js";
import { addRow, keepLatest } from "./latest-rows.js";
import { quotes } from "./quotes.js";
import { stateLine, watch } from "./state-line.js";

const panel = document.querySelector("#feed");
const story = panel.querySelector(".story");
const token = panel.querySelector('[data-do="token"]');
const reconnects = panel.querySelector('[data-count="reconnects"]');
const draw = quotes(panel.querySelector(".quotes"));
const line = stateLine(panel.querySelector(".state"));
const continuity = new Continuity();
keepLatest(story, 5, { oldest: "last" });

let source;

function connect(lastEventId = "") {
  source = new EventSource("../api/feed", {
    headers: token.checked ? { Authorization: "Bearer demo" } : {},
    lastEventId,
  });
  watch(source, line, ["tick"]);
  source.addEventListener("tick", (event) => {
    continuity.see(event.lastEventId);
    continuity.show(panel);
    draw(JSON.parse(event.data));
  });
  source.addEventListener("resumed", (event) => resumed(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    panel.dataset.brokeAfter = source.lastEventId;
    addRow(story, source.lastEventId ? `Broke after ID ${source.lastEventId}` : "Refused");
  });
}

// The server's first event names the Last-Event-ID that it was sent.
function resumed({ lastEventId, replayed }) {
  panel.dataset.resumedAfter = lastEventId;
  if (!lastEventId) return addRow(story, "Connected");
  reconnects.textContent = String(Number(reconnects.textContent) + 1);
  addRow(story, `Back after ID ${lastEventId}, ${replayed} replayed`);
}

panel.querySelector('[data-do="cut"]').addEventListener("click", () => {
  // A server that is down has already done what the button asks for.
  fetch("../api/cut", { method: "POST" }).catch(() => {});
});

token.addEventListener("change", () => {
  const { lastEventId } = source;
  source.close();
  addRow(story, token.checked ? "Again, with the token" : "Again, without the token");
  connect(lastEventId);
});

connect();
