// Compares measurements with the goals (goals.json).
import fs from "node:fs";
import path from "node:path";

const goals = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "../goals.json"), "utf8"));

/** Returns a goal's name for tables: what is measured, and over what. */
const title = ({ of, workload, chunking }) => of ?? `${workload}, ${chunking}`;

/**
 * @param {(goal: object) => number | undefined} measured returns the run's value for a goal, or `undefined` if the run did not measure it
 * @returns {{ title: string, bound: string, value: number, met: boolean }[]}
 */
export function judge(part, engine, measured) {
  return goals
    .filter((goal) => goal.part === part && (goal.engines ?? [engine]).includes(engine))
    .map((goal) => ({ ...goal, value: measured(goal) }))
    .filter(({ value }) => value !== undefined)
    .map(({ value, least = -Infinity, most = Infinity, ...goal }) => {
      // Compare the printed value: 1.50 must not count as below 1.5.
      const printed = Number(value.toFixed(2));
      return { title: title(goal), bound: most === Infinity ? `at least ${least}` : `at most ${most}`, value, met: printed >= least && printed <= most };
    });
}

export const goalTable = (judged) => [
  ["goal", "must be", "measured", ""],
  ...judged.map(({ title: name, bound, value, met }) => [name, bound, value.toFixed(2), met ? "met" : "**missed**"]),
];
