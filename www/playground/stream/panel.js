// The stream mode: one state, drawn whole whenever it changes.
import { createParser } from "../../dist/parser.js";
import { element, write } from "../element.js";
import { read, written } from "./address.js";
import { bytesView } from "./bytes-view.js";
import { afterLines, chunksOf, every, toggled, within } from "./cuts.js";
import { EXAMPLES } from "./examples.js";
import { bytesOf } from "./notation.js";
import { parsed } from "./parsed.js";
import { interpret } from "./standard.js";
import { drawSteps } from "./steps-view.js";
import { drawTold } from "./told-view.js";

const PLAY_MS = 700;
const at = (id) => document.getElementById(id);
const [choice, text, size, fed, play] = [at("example"), at("text"), at("size"), at("fed"), document.querySelector('[data-do="play"]')];
const view = bytesView(at("bytes"), (place) => change({ cuts: toggled(state.cuts, place) }));

let state = { example: undefined, text: "", bytes: new Uint8Array(), cuts: [], fed: 0 };
let timer;

/** Everything that was not named stays; all chunks have arrived unless a change says otherwise. */
function change(next, { keepsExample = false } = {}) {
  if (!keepsExample) stop();
  state = { ...state, example: keepsExample ? state.example : undefined, ...next };
  if ("text" in next) state.bytes = bytesOf(state.text);
  state.cuts = within(state.cuts, state.bytes.length);
  const chunks = chunksOf(state.bytes.length, state.cuts);
  state.fed = Math.min(next.fed ?? chunks.length, chunks.length);
  draw(chunks);
}

function draw(chunks) {
  const { bytes, fed: count } = state;
  const until = chunks[count - 1]?.end ?? 0;
  const interpreted = interpret(bytes.subarray(0, until));
  const told = parsed(createParser, chunks.slice(0, count).map(({ start, end }) => bytes.subarray(start, end)));
  view.draw(state, until);
  drawTold(at("told"), at("nothing"), told, timer ? count : undefined);
  drawSteps(at("steps"), at("rest"), { interpreted, bytes, chunks, isWhole: count === chunks.length });
  fed.max = String(chunks.length);
  fed.value = String(count);
  const events = told.filter(({ kind }) => kind === "event").length;
  write(at("status"), `${count} of ${chunks.length} chunks, ${until} of ${bytes.length} bytes: ${events} ${events === 1 ? "event" : "events"}`);
  choice.value = state.example ?? "";
  write(at("why"), state.example ? EXAMPLES[state.example].why : "Your own stream.");
  history.replaceState(null, "", written(state));
}

function choose(example) {
  const { text: content, cuts, every: step } = EXAMPLES[example];
  text.value = content;
  change({ example, text: content, cuts: cuts ?? every(step, bytesOf(content).length) });
}

/** Shows what the address says. */
function open() {
  const asked = read(location.hash) ?? { example: "lines" };
  if (asked.example) return choose(asked.example);
  text.value = asked.text;
  change(asked);
}

function step(by) {
  const next = Math.max(0, state.fed + by);
  change({ fed: next }, { keepsExample: true });
}

function stop() {
  clearInterval(timer);
  timer = undefined;
  write(play, "Play");
}

function start() {
  timer = setInterval(() => {
    step(1);
    if (state.fed === Number(fed.max)) stop();
  }, PLAY_MS);
  write(play, "Pause");
  if (state.fed === Number(fed.max)) change({ fed: 0 }, { keepsExample: true });
}

const DO = {
  every: () => change({ cuts: every(Math.max(1, Math.floor(Number(size.value)) || 1), state.bytes.length) }),
  lines: () => change({ cuts: afterLines(state.bytes) }),
  none: () => change({ cuts: [] }),
  back: () => (stop(), step(-1)),
  next: () => (stop(), step(1)),
  play: () => (timer ? stop() : start()),
};

choice.append(element("option", { value: "" }, "Your own"), ...Object.entries(EXAMPLES).map(([value, { name }]) => element("option", { value }, name)));
choice.addEventListener("change", () => (choice.value ? choose(choice.value) : change({})));
text.addEventListener("input", () => change({ text: text.value }));
fed.addEventListener("input", () => (stop(), change({ fed: Number(fed.value) }, { keepsExample: true })));
for (const [name, run] of Object.entries(DO)) document.querySelector(`[data-do="${name}"]`).addEventListener("click", run);
addEventListener("hashchange", open);
open();
