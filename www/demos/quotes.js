// The table of the feed: a row per symbol with a small line of its last prices.

const POINTS = 30;
const WIDTH = 96;
const HEIGHT = 24;
const SVG = "http://www.w3.org/2000/svg";

/** Returns a function that takes `{ symbol, price }` and redraws that symbol's row of `table`. */
export function quotes(table) {
  const rows = new Map();
  return ({ symbol, price }) => {
    if (!rows.has(symbol)) {
      rows.set(symbol, addRow(symbol));
      // By name, so that the order does not depend on which symbol came first.
      table.tBodies[0].replaceChildren(...[...rows].sort().map(([, row]) => row.element));
    }
    const row = rows.get(symbol);
    row.prices.push(price);
    if (row.prices.length > POINTS) row.prices.shift();
    draw(row);
  };
}

function addRow(symbol) {
  const element = document.createElement("tr");
  const name = document.createElement("th");
  name.scope = "row";
  name.textContent = symbol;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const curve = svg.appendChild(document.createElementNS(SVG, "polyline"));
  const [line, price, change] = [0, 1, 2].map(() => document.createElement("td"));
  line.append(svg);
  element.append(name, line, price, change);
  return { element, curve, price, change, prices: [] };
}

function draw({ element, curve, price, change, prices }) {
  const last = prices.at(-1);
  const low = Math.min(...prices);
  const span = Math.max(...prices) - low || 1;
  const step = WIDTH / (POINTS - 1);
  const first = POINTS - prices.length;
  const y = (value) => HEIGHT - 2 - ((value - low) / span) * (HEIGHT - 4);
  curve.setAttribute("points", prices.map((value, i) => `${((first + i) * step).toFixed(1)},${y(value).toFixed(1)}`).join(" "));
  price.textContent = last.toFixed(2);
  const percent = (last / prices[0] - 1) * 100;
  // The arrow says it as well: colour alone would not reach everyone.
  change.textContent = `${percent < 0 ? "▼" : "▲"} ${Math.abs(percent).toFixed(2)} %`;
  element.dataset.trend = percent < 0 ? "down" : "up";
}
