// The record as a picture: a lane for the state, one for bytes, one for events and comments, and a line where something was simulated.

const SVG = "http://www.w3.org/2000/svg";
const LANES = { state: 12, bytes: 44, events: 84 };
const HEIGHT = 118;
const LEFT = 58;
const RIGHT = 16;
const SHORTEST = 10_000;
const LONGEST = 60_000;
/** More marks than that cannot be told apart. */
const MARKS = 700;
const STEPS = [1, 2, 5, 10, 20];

function shape(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The state's stretches as `{ state, from, to }`. */
function stretches(entries, now) {
  const changes = entries.filter(({ kind }) => kind === "state");
  return changes.map(({ state, at }, i) => ({ state, from: at, to: changes[i + 1]?.at ?? now }));
}

/** Draws the record into `svg`, the last minute of it. */
export function drawTimeline(svg, record, until = record.now) {
  const width = Math.max(280, svg.clientWidth);
  const span = Math.min(Math.max(until, SHORTEST), LONGEST);
  const from = Math.max(0, until - span);
  const x = (at) => LEFT + ((Math.max(at, from) - from) / span) * (width - LEFT - RIGHT);
  const shapes = [];

  const step = STEPS.find((seconds) => (span / 1000 / seconds) * 56 < width - LEFT) ?? 20;
  for (let second = Math.ceil(from / 1000 / step) * step; second * 1000 <= from + span; second += step) {
    const at = x(second * 1000);
    shapes.push(shape("line", { class: "grid", x1: at, x2: at, y1: 4, y2: HEIGHT - 16 }), shape("text", { x: at, y: HEIGHT - 3, "text-anchor": "middle" }, `${second} s`));
  }
  for (const [name, y] of Object.entries(LANES)) shapes.push(shape("text", { x: 0, y: y + 11 }, name));

  for (const { state, from: begins, to } of stretches(record.entries, until))
    if (to >= from) shapes.push(shape("rect", { class: `state ${state}`, x: x(begins), y: LANES.state, width: Math.max(2, x(to) - x(begins)), height: 14, rx: 3 }));

  const seen = record.entries.filter(({ at }) => at >= from).slice(-MARKS);
  for (const { kind, at, bytes, text } of seen) {
    if (kind === "bytes") {
      // By the logarithm: a token and a history of a hundred events both show.
      const height = Math.min(24, 3 + Math.log2(1 + bytes.length) * 1.6);
      shapes.push(shape("rect", { class: "bytes", x: x(at) - 1, y: LANES.bytes + 24 - height, width: 2, height }));
    } else if (kind === "event") shapes.push(shape("circle", { class: "event", cx: x(at), cy: LANES.events + 8, r: 3.5 }));
    else if (kind === "comment") shapes.push(shape("circle", { class: "comment", cx: x(at), cy: LANES.events + 8, r: 3 }));
    else if (kind === "failure") shapes.push(shape("path", { class: "failure", d: `M${x(at) - 4} ${LANES.state + 3}l8 8m0-8l-8 8` }));
    else if (kind === "simulated") {
      const mark = shape("line", { class: "simulated", x1: x(at), x2: x(at), y1: 4, y2: HEIGHT - 16 });
      mark.append(shape("title", {}, text));
      shapes.push(mark);
    }
  }
  svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  svg.replaceChildren(...shapes);
}
