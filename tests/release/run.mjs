// `npm version` in a copy of the repository, and the check of what it made. Nothing is published.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { run, root } from "../../scripts/toolchain.mjs";
import { temporaryFolder } from "../behaviour/runners/child.mjs";
import { Count } from "../count.mjs";

const { folder, remove } = temporaryFolder("eventsource-wasm-release");
const copy = path.join(folder, "copy");
// Other tests make and remove folders of their own meanwhile: what git knows, and what is built.
const ours = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
for (const name of [...ours, "dist"]) if (fs.existsSync(path.join(root, name))) fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });

const env = { ...process.env, GIT_AUTHOR_NAME: "test", GIT_AUTHOR_EMAIL: "test@localhost", GIT_COMMITTER_NAME: "test", GIT_COMMITTER_EMAIL: "test@localhost" };
const git = (...args) => execFileSync("git", ["-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false", ...args], { cwd: copy, env, encoding: "utf8" });
const check = (...args) => run(process.execPath, ["scripts/release.mjs", "check", ...args], { cwd: copy, env, onLine: () => {} });
const read = (name) => fs.readFileSync(path.join(copy, name), "utf8");
const edit = (name, change) => fs.writeFileSync(path.join(copy, name), change(read(name)));

const { version: before } = JSON.parse(read("package.json"));
const NEXT = "9.8.7";
const count = new Count();

await count.check("the version as it stands could be released", async () => {
  const { code, output } = await check();
  assert.equal(code, 0, output);
  assert.match(output, new RegExp(`Ready to release ${before}`));
});

await count.check("`npm version` changes every file that has the version, dates the changelog, commits and tags", async () => {
  git("init", "--quiet", "--initial-branch", "main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "As it was");
  execFileSync("npm", ["version", NEXT, "--sign-git-tag=false"], { cwd: copy, env });
  assert.equal(git("status", "--porcelain"), "");
  assert.equal(git("describe", "--exact-match").trim(), `v${NEXT}`);
  assert.match(read("CHANGELOG.md"), new RegExp(`^# Changelog\\n\\n## ${NEXT} \\(\\d{4}-\\d\\d-\\d\\d\\)\\n`));
  const changed = git("show", "--format=", "--name-only").trim().split("\n");
  for (const name of ["Cargo.toml", "Cargo.lock", "fuzz/Cargo.lock", "package.json", "package-lock.json", "docs/STANDIN.md", "packages/fetch-event-source/README.md"]) assert.ok(changed.includes(name), `${name} was left as it was`);
});

await count.check("its tag could be released, once package.json names a repository", async () => {
  const without = await check(`v${NEXT}`);
  assert.equal(without.code, 1);
  assert.match(without.output, /package\.json has no `repository`/);
  edit("package.json", (text) => text.replace(/^\{/, '{\n  "repository": "github:example/example",'));
  const { code, output } = await check(`v${NEXT}`);
  assert.equal(code, 0, output);
  assert.match(read("dist/release-notes.md"), /^\S/);
});

await count.check("another tag, and a version that was forgotten in one file, are told", async () => {
  edit("fuzz/Cargo.lock", (text) => text.replace(`name = "eventsource-wasm"\nversion = "${NEXT}"`, `name = "eventsource-wasm"\nversion = "${before}"`));
  const { code, output } = await check(`v${before}`);
  assert.equal(code, 1);
  assert.match(output, new RegExp(`the tag is v${before}, the version ${NEXT}`));
  assert.match(output, new RegExp(`fuzz/Cargo\\.lock has version ${before}, package\\.json ${NEXT}`));
});

remove();
count.close("release");
