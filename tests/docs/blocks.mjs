// The code blocks of a Markdown file, each with the comment in front of it, which readers do not see. It says how the block is run:
//
//   <!-- example: server=ticks in=page
//   = code that the block takes as given
//   @ code of the page, where the block is a service worker
//   < GET /stream | authorization: Bearer 1      a request that the server has to see; others of its headers do not matter
//   > hello                                      a line that the block has to print; […] stands for anything
//   -->
//
// `server` names an entry of answers.mjs; `in` is `node` (the default), `page`, `module-worker` or `classic-worker` (both service
// workers); `exits` asks that Node ends by itself; `file=/sw.js` serves the block to the next example of the file instead of running it.
// A text block with `<!-- output -->` in front of it is what the block before it has to print, for the reader to see; with
// `<!-- output: server=… -->` the program that has to print it is all in the comment. `<!-- not run: reason -->` is for what cannot be run, and
// `<!-- framework: react/feed.jsx -->` for a file of a project that tests/frameworks builds and runs.

/** Languages whose blocks are run, and those that are only read. Any other one is a mistake. */
const RUN = new Set(["js", "ts", "html", "jsx", "vue", "svelte"]);
const READ = new Set(["sh", "text", "nginx", "json", "toml", "rust"]); // Rust's are documentation tests of the crate
const SCOPES = new Set(["node", "page", "module-worker", "classic-worker"]);

const OPENING = /^<!-- (example|output|not run|framework)(?:: ?(.*?))?( -->)?$/;

/** A comment's settings; `lines` is what stands between its first line and its end. */
function markOf(kind, head, lines, place) {
  const mark = { kind, given: [], page: [], requests: [], output: [] };
  if (kind === "not run") return { ...mark, reason: [head, ...lines].join(" ").trim() };
  if (kind === "framework") {
    if (!head) throw new Error(`${place}: it does not say which file this is`);
    return { ...mark, file: head };
  }
  for (const setting of (head ?? "").split(" ").filter(Boolean)) {
    const [name, value = true] = setting.split("=");
    if (!["server", "in", "exits", "file"].includes(name)) throw new Error(`${place}: no setting is called "${name}"`);
    mark[name] = value;
  }
  mark.in ??= "node";
  if (!SCOPES.has(mark.in)) throw new Error(`${place}: nothing can be run in "${mark.in}"`);
  const parts = { "=": mark.given, "@": mark.page, "<": mark.requests, ">": mark.output };
  for (const line of lines) {
    if (!parts[line[0]]) throw new Error(`${place}: a line of the comment begins with none of ${Object.keys(parts).join(" ")}: ${line}`);
    parts[line[0]].push(line.slice(2));
  }
  return mark;
}

/** Every block: `{ name, language, code, mark }`. @throws {Error} where one is not marked as it should be */
export function blocksOf(file, text) {
  const lines = text.split("\n");
  const blocks = [];
  let mark;
  for (let at = 0; at < lines.length; at++) {
    const place = `${file}:${at + 1}`;
    const [, kind, head, closed] = OPENING.exec(lines[at]) ?? [];
    if (kind) {
      const between = [];
      if (!closed) while (lines[++at] !== undefined && !lines[at].endsWith("-->")) between.push(lines[at]);
      mark = markOf(kind, head, between, place);
      continue;
    }
    const [, language] = /^```(.*)$/.exec(lines[at]) ?? [];
    if (language === undefined) {
      if (lines[at] !== "" && mark) throw new Error(`${place}: no code block behind the comment`);
      continue;
    }
    const code = [];
    const first = at + 2;
    while (lines[++at] !== undefined && lines[at] !== "```") code.push(lines[at]);
    const isKnown = RUN.has(language) || READ.has(language);
    if (!isKnown) throw new Error(`${place}: blocks in "${language}" are neither run nor only read`);
    if (RUN.has(language) && !mark) throw new Error(`${place}: the block does not say how it is run`);
    if (RUN.has(language) || mark) blocks.push({ name: place, file, first, language, code: code.join("\n"), mark });
    mark = undefined;
  }
  return blocks;
}

/** What is to be run: examples with their files and what they have to print. @throws {Error} for what belongs to nothing */
export function examplesOf(blocks) {
  const examples = [];
  let files = [];
  for (const block of blocks) {
    const { mark, name } = block;
    if (mark.kind === "framework") continue;
    if (mark.kind === "not run") {
      if (!mark.reason) throw new Error(`${name}: no reason is given for not running it`);
      if (files.length > 0) throw new Error(`${files[0].name}: no example uses this file`);
      examples.push({ ...block, files: [] });
    } else if (mark.kind === "output" && mark.given.length === 0) {
      const last = examples.at(-1);
      if (last?.file !== block.file || last.mark.output.length > 0) throw new Error(`${name}: no example that could print this`);
      last.mark.output = block.code.split("\n");
    } else if (mark.file) {
      if (files.some((other) => other.mark.file === mark.file)) throw new Error(`${name}: ${mark.file} is there twice`);
      files.push(block);
    } else {
      if (mark.kind === "output") Object.assign(mark, { output: block.code.split("\n") });
      examples.push({ ...block, code: mark.kind === "output" ? "" : block.code, language: mark.kind === "output" ? "js" : block.language, files });
      files = [];
    }
  }
  if (files.length > 0) throw new Error(`${files[0].name}: no example uses this file`);
  for (const { mark, name } of examples)
    if (!mark.reason && mark.output.length + mark.requests.length === 0 && !mark.exits) throw new Error(`${name}: nothing is expected of it: it could not fail`);
  return examples;
}
