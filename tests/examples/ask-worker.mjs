// Copied into the project: runs what wrangler made, in workerd, and prints the first three events that its worker streams.
import fs from "node:fs";
import { Miniflare } from "miniflare";

const [stream, path] = process.argv.slice(2);
const modules = [
  { type: "ESModule", path: "out/worker.js" },
  ...fs.readdirSync("out").filter((name) => name.endsWith(".wasm")).map((name) => ({ type: "CompiledWasm", path: `out/${name}` })),
];
const worker = new Miniflare({ modulesRoot: "out", modules, compatibilityDate: "2026-04-01", cf: false, bindings: { STREAM: stream } });
try {
  const { body } = await worker.dispatchFetch(`http://worker${path}`);
  let text = "";
  let data = [];
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    data = [...text.matchAll(/^data: (.*)\n\n/gm)].map(([, value]) => JSON.parse(value));
    if (data.length >= 3) break;
  }
  console.log(JSON.stringify(data.slice(0, 3)));
} finally {
  await worker.dispose();
}
