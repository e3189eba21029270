// Computes the results of a run: medians, ratios, tables.
import { goalTable, judge } from "../report/goals.mjs";
import { geometricMean, median, short, speedup } from "../report/numbers.mjs";
import { markdown } from "../report/page.mjs";
import { OURS, YARDSTICK } from "./names.mjs";

/** Returns a cell's nanoseconds per event, and each contestant's speed relative to eventsource-parser. */
export function summary(cell, times) {
  const each = (value) => Object.fromEntries(Object.keys(times).map((name) => [name, Number(value(times[name]).toPrecision(4))]));
  return { ...cell, ns: each(median), ratio: each((list) => speedup(times[YARDSTICK], list)) };
}

const ratioOf = (cells, workload, chunking) => cells.find((cell) => cell.workload === workload && cell.chunking === chunking)?.ratio[OURS];

function measured(cells, whole, { of, workload, chunking }) {
  // Means of only some of the cells would be meaningless.
  if (of !== undefined && !whole) return undefined;
  if (of === "geometric mean") return geometricMean(ours(cells));
  if (of === "lowest") return Math.min(...ours(cells));
  return ratioOf(cells, workload, chunking);
}

const ours = (cells) => cells.map(({ ratio }) => ratio[OURS]);

/** Returns our ratios, with a row for each workload, and the mean of each chunking that has more than one cell. */
function grid(cells) {
  const workloads = [...new Set(cells.map(({ workload }) => workload))];
  const chunkings = [...new Set(cells.map(({ chunking }) => chunking))];
  const means = ["geometric mean", ...chunkings.map((chunking) => cells.filter((cell) => cell.chunking === chunking)).map((column) => (column.length > 1 ? geometricMean(ours(column)).toFixed(2) : ""))];
  return [["", ...chunkings], ...workloads.map((workload) => [workload, ...chunkings.map((chunking) => ratioOf(cells, workload, chunking)?.toFixed(2) ?? "")]), means];
}

/** Returns all cells, one in each line. */
export function overall(cells) {
  const lowest = cells.reduce((least, cell) => (cell.ratio[OURS] < least.ratio[OURS] ? cell : least));
  return `Geometric mean ${geometricMean(ours(cells)).toFixed(2)}, lowest ${lowest.ratio[OURS].toFixed(2)} (${lowest.workload}, ${lowest.chunking}).`;
}

/** @param mode warm or cold @param part names its goals @param whole whether no cell was filtered out */
export function tables({ mode, part }, { key, title }, cells, whole) {
  const rivals = [...new Set(cells.flatMap(({ ns }) => Object.keys(ns)))].filter((name) => name !== OURS && name !== YARDSTICK);
  const every = [
    ["workload", "chunks", "ns per event", `${YARDSTICK}'s`, "ratio", ...rivals.map((name) => `${name}'s ratio`)],
    ...cells.map(({ workload, chunking, ns, ratio }) => [
      workload, chunking, short(ns[OURS]), short(ns[YARDSTICK]), ratio[OURS].toFixed(2), ...rivals.map((name) => ratio[name]?.toFixed(2) ?? "–"),
    ]),
  ];
  const goals = goalTable(judge(part, key, (goal) => measured(cells, whole, goal)));
  const page = `#### ${title}, ${mode}\n\n${markdown(grid(cells))}\n\n${overall(cells)}\n\n${markdown(goals)}\n\n<details><summary>nanoseconds${rivals.length > 0 ? ", and the others" : ""}</summary>\n\n${markdown(every)}\n\n</details>\n`;
  return { every, goals, page };
}
