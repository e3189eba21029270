// The table of docs/DROPIN.md, out of the cases.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/toolchain.mjs";

const page = path.join(root, "docs/DROPIN.md");
const BETWEEN = /(<!-- dropin -->\n)[^]*?(<!-- \/dropin -->)/;

async function row(folder, name) {
  const { default: dropin } = await import(pathToFileURL(path.join(folder, "cases", `${name}.mjs`)));
  const packages = dropin.packages.map((wanted) => {
    const { version } = JSON.parse(fs.readFileSync(path.join(folder, "node_modules", wanted, "package.json"), "utf8"));
    return `\`${wanted}\` ${version}`;
  });
  // A page of ours has a title instead.
  return `| ${dropin.title ?? packages.join(", ")} | \`${dropin.line.replaceAll("|", "\\|")}\` | ${dropin.seen} | [${name}](../tests/dropin/cases/${name}.mjs) |`;
}

/** Writes the table, or fails where the page has another. */
export async function writePage(folder, names, write) {
  const rows = await Promise.all(names.map((name) => row(folder, name)));
  const before = fs.readFileSync(page, "utf8");
  if (!BETWEEN.test(before)) throw new Error("docs/DROPIN.md has lost its markers");
  const table = ["| package | the line | what the test sees | test |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
  const after = before.replace(BETWEEN, (_, open, close) => open + table + close);
  if (write) fs.writeFileSync(page, after);
  else if (after !== before) throw new Error("it does not: run `npm run test:dropin -- --write`");
}
