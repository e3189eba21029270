// A release has one version in several files. `npm version minor` calls `version`, which carries package.json's to the others and dates the
// changelog; `npm run release:check [-- v1.2.3]` says what a release would lack, and rehearses both registries. CONTRIBUTING.md, "Releasing".
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { nativeCargo, PlainError, root, run } from "./toolchain.mjs";
import { orExit } from "./setup.mjs";

const file = (name) => path.join(root, name);
const read = (name) => fs.readFileSync(file(name), "utf8");
const json = (name) => JSON.parse(read(name));
const adapters = () => fs.readdirSync(file("packages")).map((name) => `packages/${name}`);
/** Pages that name a version to install. */
const pages = () => [...fs.readdirSync(file("docs")).map((name) => `docs/${name}`), ...adapters().map((folder) => `${folder}/README.md`)].filter((name) => name.endsWith(".md"));

const HEADING = /^## (?:Unreleased|(\d\S*) \(([^)]+)\))$/m;
const CRATE = /(name = "eventsource-wasm"\nversion = ")([^"]+)/;
const CRATE_FILES = ["Cargo.toml", "Cargo.lock", "fuzz/Cargo.lock", "examples/yew/Cargo.lock"];

/** Edits a file's text. A file that does not change keeps its date. */
function change(name, edit) {
  const before = read(name);
  const after = edit(before);
  if (after !== before) fs.writeFileSync(file(name), after);
}

/** Lists everything that has the version, as [file, version]. */
const places = () => [
  ...CRATE_FILES.map((name) => [name, CRATE.exec(read(name))?.[2]]),
  ...adapters().flatMap((folder) => {
    const { version, dependencies } = json(`${folder}/package.json`);
    return [[`${folder}/package.json`, version], [`${folder}/package.json, dependencies`, dependencies["eventsource-wasm"].slice(1)]];
  }),
];

/** npm's `version` script. package.json and its lock already have the new version; npm commits what this stages. */
function version() {
  const { version: next } = json("package.json");
  for (const name of CRATE_FILES) change(name, (text) => text.replace(CRATE, `$1${next}`));
  for (const folder of adapters())
    change(`${folder}/package.json`, (text) => text.replace(/("version": ")[^"]+/, `$1${next}`).replace(/("eventsource-wasm": "\^)[^"]+/, `$1${next}`));
  for (const name of pages()) change(name, (text) => text.replace(/(npm:(?:@eventsource-wasm\/[a-z-]+|eventsource-wasm)@\^?)\d+\.\d+\.\d+/g, `$1${next}`));
  change("CHANGELOG.md", (text) => text.replace(HEADING, `## ${next} (${new Date().toISOString().slice(0, 10)})`));
  execFileSync("git", ["add", "--update"], { cwd: root });
}

/** Returns the changelog's section about the latest version, without its heading. */
function notes() {
  const [, ...parts] = read("CHANGELOG.md").split(/^(?=## )/m);
  return parts[0].replace(/^.*\n+/, "");
}

async function check(tag) {
  const { version: current, repository } = json("package.json");
  const [, released, date] = HEADING.exec(read("CHANGELOG.md")) ?? [];
  const wrong = places().filter(([, other]) => other !== current).map(([name, other]) => `${name} has version ${other}, package.json ${current}`);
  if (tag && tag !== `v${current}`) wrong.push(`the tag is ${tag}, the version ${current}: tag with \`npm version\``);
  if (tag && (released !== current || !/^\d{4}-\d\d-\d\d$/.test(date))) wrong.push(`CHANGELOG.md does not begin with "## ${current} (DATE)"`);
  if (tag && !repository) wrong.push("package.json has no `repository`, which npm needs for provenance");
  if (wrong.length > 0) throw new PlainError(`Not ready to release:\n  ${wrong.join("\n  ")}`);

  const cargo = nativeCargo();
  const rehearsals = [
    ...[".", ...adapters().map((folder) => `./${folder}`)].map((folder) => ["npm", ["publish", "--dry-run", "--ignore-scripts", "--access", "public", folder]]),
    [cargo.command, ["publish", "--dry-run", "--locked", "--no-verify", "--allow-dirty"]],
  ];
  for (const [command, args] of rehearsals) {
    const { code, output } = await run(command, args, { env: cargo.env, onLine: () => {} });
    if (code !== 0) throw new PlainError(`\`${path.basename(command)} ${args.join(" ")}\` failed:\n${output}`);
    console.log(`${path.basename(command)} ${args.join(" ")}: ok`);
  }
  fs.mkdirSync(file("dist"), { recursive: true });
  fs.writeFileSync(file("dist/release-notes.md"), notes());
  console.log(`Ready to release ${current}. Its notes are in dist/release-notes.md.`);
}

const [verb, argument] = process.argv.slice(2);
await orExit(() => (verb === "version" ? version() : check(argument)));
