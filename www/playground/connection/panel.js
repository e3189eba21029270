// The connection mode: the form's values become a source, its record becomes the views.
import { element, write } from "../element.js";
import { missing, read, written } from "./address.js";
import { codeOf } from "./code.js";
import { initOf, urlOf } from "./config.js";
import { fill, valuesOf } from "./form.js";
import { createNetwork } from "./network.js";
import { PRESETS } from "./presets.js";
import { Record } from "./record.js";
import { connect } from "./source.js";
import { drawAttempts, drawBytes, drawEvents } from "./tables.js";
import { drawTimeline } from "./timeline.js";

const DRAW_MS = 200;
const at = (id) => document.getElementById(id);
const form = document.querySelector("form");
const panel = at("connection");
const svg = panel.querySelector("svg");
const switches = [...document.querySelectorAll("[data-switch]")];
const network = createNetwork((kind, what) => record.tell(kind, what));

let record = new Record(() => {});
let source;
let drawn;
let isDirty = false;

// ---- the form --------------------------------------------------------------------------------------

function edited() {
  const config = valuesOf(form);
  history.replaceState(null, "", written(config));
  const empty = missing(config);
  write(at("sharing"), empty.length > 0 ? `The address does not carry the value of ${empty.join(", ")}: fill it in.` : "Copy the page’s address to share this: it has the form, but no value of a header that is a secret.");
  try {
    at("code").textContent = codeOf(urlOf(config, document.baseURI), initOf(config));
  } catch {
    at("code").textContent = "// The URL is not one yet.";
  }
}

function open() {
  const asked = read(location.hash);
  choosePreset(asked ? undefined : "feed", asked);
}

function choosePreset(name, config = { ...PRESETS[name], url: new URL(PRESETS[name].url, document.baseURI).href }) {
  at("preset").value = name ?? "";
  fill(form, config);
  edited();
}

// ---- the source ------------------------------------------------------------------------------------

function begin() {
  end();
  const config = valuesOf(form);
  at("events").replaceChildren();
  drawn = undefined;
  record = new Record(() => (isDirty = true));
  try {
    source = connect(urlOf(config, document.baseURI), initOf(config), network, record);
  } catch (error) {
    record.message = error.message;
  }
  isDirty = true;
}

function end() {
  source?.close();
  if (source) record.sees(source.readyState);
  source = undefined;
}

// ---- the views -------------------------------------------------------------------------------------

function draw() {
  if (source) record.sees(source.readyState);
  const isLive = record.state !== "CLOSED";
  if (!isDirty && !isLive) return;
  panel.dataset.state = record.state;
  write(at("state"), record.state);
  at("close").disabled = !isLive;
  write(at("connect"), isLive ? "Connect anew" : "Connect");
  write(at("count-attempts"), String(record.attempts.at(-1)?.number ?? 0));
  write(at("count-events"), record.events.toLocaleString("en-US"));
  write(at("count-bytes"), record.bytes.toLocaleString("en-US"));
  write(at("count-next"), record.next === undefined ? "–" : `${Math.max(0, (record.next - record.now) / 1000).toFixed(1)} s`);
  write(at("count-id"), source?.lastEventId || "–");
  write(at("message"), record.message || (isLive ? "No errors so far." : "Not connected."));
  at("message").classList.toggle("failed", record.message !== "" && record.state !== "OPEN");
  drawTimeline(svg, record, isLive ? record.now : record.entries.at(-1)?.at);
  if (!isDirty) return;
  isDirty = false;
  drawEvents(at("events"), record.entries, drawn);
  drawn = record.entries.at(-1);
  drawAttempts(at("attempts"), record.attempts);
  drawBytes(at("bytes"), record.chunks);
}

// ---- what a visitor does ---------------------------------------------------------------------------

at("preset").append(element("option", { value: "" }, "Your own"), ...Object.entries(PRESETS).map(([value, { name }]) => element("option", { value }, name)));
at("preset").addEventListener("change", ({ target }) => target.value && choosePreset(target.value));
form.addEventListener("input", ({ target }) => {
  if (target !== at("preset")) at("preset").value = "";
  edited();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  begin();
});
at("close").addEventListener("click", () => {
  end();
  isDirty = true;
});
for (const button of document.querySelectorAll("[data-once]")) button.addEventListener("click", () => network[button.dataset.once]());
for (const button of switches)
  button.addEventListener("click", () => {
    const isOn = button.ariaPressed !== "true";
    button.ariaPressed = String(isOn);
    network[button.dataset.switch](isOn);
  });
at("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(at("code").textContent);
    write(at("copied"), "Copied.");
  } catch {
    getSelection().selectAllChildren(at("code"));
    write(at("copied"), "Selected: copy it with the keyboard.");
  }
});
addEventListener("hashchange", open);
// Nothing connects by itself: an address may come from anybody.
open();
isDirty = true;
draw();
setInterval(draw, DRAW_MS);
