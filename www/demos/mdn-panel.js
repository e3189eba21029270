// Around mdn.js, without touching it: its state line, and a list that does not grow for ever.
import { keepLatest } from "./latest-rows.js";
import { stateLine, watch } from "./state-line.js";

const panel = document.querySelector("#mdn");
keepLatest(panel.querySelector("ul"), 6);

// A `const` at the top of a classic script: modules see it too. It is missing if that script threw.
const source = typeof evtSource === "undefined" ? undefined : evtSource;
const line = stateLine(panel.querySelector(".state"));
if (source) {
  watch(source, line, ["message", "ping"]);
  // close() fires no event, so the button is the only sign of it.
  panel.querySelector("button").addEventListener("click", () => line.set({ readyState: source.readyState }));
} else {
  line.set({ readyState: 2, message: "The demo's script failed; the browser's console says why." });
}
