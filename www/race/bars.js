// The live bars, and the table that has the same figures.
import { element, write } from "../playground/element.js";
import { CONTESTANTS, COURSE, OURS, THEIRS } from "./course.js";
import { compare, summary } from "./result.js";

const speed = (value) => `${value >= 100 ? Math.round(value) : value.toFixed(1)} MB/s`;
const times = (value) => `${value.toFixed(2)}×`;
const percent = (share) => `${(share * 100).toFixed(1)}%`;

function lane(name) {
  return element("div", { className: "lane", dataset: { contestant: name === OURS ? "ours" : "theirs" } },
    element("span", { className: "who" }, name),
    element("span", { className: "track" }, element("span", { className: "bar" }), element("span", { className: "range" })),
    element("span", { className: "speed" }, "–"));
}

function row(title) {
  const cells = Array.from({ length: 4 }, () => element("td", {}, "–"));
  return element("tr", {}, element("th", { scope: "row" }, title), ...cells);
}

/** Fills `chart` and `body`, and gives `{ clear, draw }`. */
export function createBars(chart, body) {
  function clear() {
    // What a bar shows, the table says.
    chart.replaceChildren(...COURSE.map(({ title }) => element("div", { className: "heat" }, element("p", {}, title), ...CONTESTANTS.map(lane))));
    body.replaceChildren(...COURSE.map(({ title }) => row(title)));
  }

  /** Draws what both contestants have reached over the stream at `index`; gives how they compare. */
  function draw(index, lanes) {
    const sums = lanes.map(({ speeds }) => summary(speeds));
    const longest = Math.max(...sums.map(({ most }) => most));
    lanes.forEach(({ name }, i) => {
      const { median, least, most } = sums[i];
      const drawn = chart.children[index].children[1 + CONTESTANTS.indexOf(name)];
      drawn.querySelector(".bar").style.width = percent(median / longest);
      Object.assign(drawn.querySelector(".range").style, { left: percent(least / longest), width: percent((most - least) / longest) });
      write(drawn.querySelector(".speed"), speed(median));
    });
    const [ours, theirs] = [OURS, THEIRS].map((name) => lanes.findIndex((one) => one.name === name));
    const compared = compare(lanes[ours].speeds, lanes[theirs].speeds);
    const { ratio, low, high, isClose } = compared;
    const texts = [speed(sums[ours].median), speed(sums[theirs].median), times(ratio), `${times(low)} to ${times(high)}${isClose ? ": too close to call" : ""}`];
    texts.forEach((text, column) => write(body.children[index].children[1 + column], text));
    return compared;
  }

  clear();
  return { clear, draw };
}
