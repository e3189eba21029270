// CPU time of a process and all that it has started, in ms. Linux only.
import fs from "node:fs";

/** The kernel's clock ticks are hundredths of a second everywhere. */
const TICK = 10;

function stat(pid) {
  try {
    // The command may have spaces and parentheses.
    const text = fs.readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { pid, parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * TICK };
  } catch {
    return undefined;
  }
}

export function cpuOf(root) {
  const all = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((name) => stat(Number(name))).filter(Boolean);
  const ours = new Set([root]);
  for (let size = 0; size !== ours.size; ) {
    size = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter(({ pid }) => ours.has(pid)).reduce((sum, { ms }) => sum + ms, 0);
}
