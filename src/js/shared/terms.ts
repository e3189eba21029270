/** Terms, and how far logs of several terms go. */
import type { Runs } from "./protocol.js";

/** A term's name: its number, and its leader's. */
export const termAfter = (term: string, now: number, id: string): string => Math.floor(Math.max(parseInt(term.slice(0, 9), 36) + 1 || 0, now)).toString(36).padStart(9, "0") + id;
export const leaderOf = (term: string): string => term.slice(9);
/** Whether a log ends before another one: the later term counts, then the number. */
export const isBehind = (runs: Runs, others: Runs): boolean => {
  const [[term, last], [otherTerm, otherLast]] = [runs, others].map((one) => one.at(-1) ?? ["", 0]) as [Runs[0], Runs[0]];
  return term < otherTerm || (term === otherTerm && last < otherLast);
};
/** The number of its last entry. */
export const lastOf = (runs: Runs): number => runs.at(-1)?.[1] ?? 0;
