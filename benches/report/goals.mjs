// The goals (goals.json) against what was measured.
import fs from "node:fs";
import path from "node:path";

const goals = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "../goals.json"), "utf8"));

/** A goal's name in tables: what is measured, and over what. */
const title = ({ of, workload, chunking }) => of ?? `${workload}, ${chunking}`;

/**
 * @param {(goal: object) => number | undefined} measured what the run gave for a goal; `undefined` where it was not part of it
 * @returns {{ title: string, bound: string, value: number, met: boolean }[]}
 */
export function judge(part, engine, measured) {
  return goals
    .filter((goal) => goal.part === part && (goal.engines ?? [engine]).includes(engine))
    .map((goal) => ({ ...goal, value: measured(goal) }))
    .filter(({ value }) => value !== undefined)
    .map(({ value, least = -Infinity, most = Infinity, ...goal }) => {
      // As it is printed: what reads 1.50 is not below 1.5.
      const printed = Number(value.toFixed(2));
      return { title: title(goal), bound: most === Infinity ? `at least ${least}` : `at most ${most}`, value, met: printed >= least && printed <= most };
    });
}

export const goalTable = (judged) => [
  ["goal", "must be", "measured", ""],
  ...judged.map(({ title: name, bound, value, met }) => [name, bound, value.toFixed(2), met ? "met" : "**missed**"]),
];
