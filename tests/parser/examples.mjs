// The examples of npm `eventsource-parser`'s README, as they stand there, with our modules under its names.
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { root } from "../../scripts/toolchain.mjs";

const readme = fs.readFileSync(path.join(root, "node_modules/eventsource-parser/README.md"), "utf8");
const blocks = [...readme.matchAll(/```(?:ts|js)\n([^]*?)```/g)].map(([, code]) => code);
const STREAM = "id: 7\nevent: e\nretry: 5\n: c\nwhat: x\nretry: y\ndata: hello\n\n";

/** What the examples take as given. */
const PRELUDE = `
const bytes = new TextEncoder().encode(${JSON.stringify(STREAM)});
async function* getSomeReadableStream() { yield new TextDecoder().decode(bytes); }
const response = new Response(bytes);
const console = { log: (...words) => said.push(words), error: (...words) => said.push(words) };
`;
/** And what is asked of each afterwards. */
const EPILOGUE = `
;if (typeof parser !== "undefined") { parser.feed(new TextDecoder().decode(bytes)); said.push(["fed"]); }
if (typeof eventStream !== "undefined") for await (const event of eventStream) said.push([event.id, event.event, event.data]);
if (typeof lastEventId !== "undefined") said.push([lastEventId]);
said.push(["ran to its end"]);
`;

async function run(code, alias) {
  // Some examples leave out what an earlier one has imported.
  const imports = { createParser: "eventsource-parser", EventSourceParserStream: "eventsource-parser/stream" };
  const missing = Object.entries(imports).filter(([name]) => !new RegExp(`import.*\\b${name}\\b`).test(code)).map(([name, from]) => `import { ${name} } from '${from}';`).join("\n");
  const said = [];
  const contents = `${missing}\n${code.replaceAll("export ", "")}`;
  const [head, body] = [contents.match(/^import.*$/gm) ?? [], contents.replaceAll(/^import.*$/gm, "")];
  const { outputFiles } = await build({
    stdin: { contents: `${head.join("\n")}\nexport async function example(said) {${PRELUDE}${body}${EPILOGUE}}`, loader: "ts", resolveDir: root },
    bundle: true, write: false, format: "esm", platform: "node", alias, logLevel: "silent",
  });
  const { example } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
  await example(said);
  return said.map((words) => words.map((word) => (word instanceof Error ? `${word.name}: ${word.message}` : word)));
}

export async function examples() {
  const ours = { "eventsource-parser": path.join(root, "dist/parser.js"), "eventsource-parser/stream": path.join(root, "dist/stream.js") };
  return blocks.map((code, i) => ({
    name: `README example ${i + 1}`,
    async run(assert) {
      const [expected, actual] = [await run(code, {}), await run(code, ours)];
      assert.deepEqual(actual, expected);
    },
  }));
}
