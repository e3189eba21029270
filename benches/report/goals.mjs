// The goals (goals.json) against what was measured.
import fs from "node:fs";
import path from "node:path";

const goals = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "../goals.json"), "utf8"));

/** A goal's name in tables: what is measured, and over what. */
const title = ({ of, workload, chunking }) => of ?? `${workload}, ${chunking}`;

/**
 * @param {(goal: object) => number | undefined} measured what the run gave for a goal; `undefined` where it was not part of it
 * @returns {{ title: string, least: number, value: number, met: boolean }[]}
 */
export function judge(part, engine, measured) {
  return goals
    .filter((goal) => goal.part === part && (goal.engines ?? [engine]).includes(engine))
    .map((goal) => ({ title: title(goal), least: goal.least, value: measured(goal) }))
    .filter(({ value }) => value !== undefined)
    // As it is printed: what reads 1.50 is not below 1.5.
    .map((goal) => ({ ...goal, met: Number(goal.value.toFixed(2)) >= goal.least }));
}

export const goalTable = (judged) => [
  ["goal", "at least", "measured", ""],
  ...judged.map(({ title: name, least, value, met }) => [name, String(least), value.toFixed(2), met ? "met" : "**missed**"]),
];
