// Runs what wrangler made, in workerd, and prints what its worker answers.
import fs from "node:fs";
import { Miniflare } from "miniflare";

const modules = [
  { type: "ESModule", path: "out/handler.js" },
  ...fs.readdirSync("out").filter((name) => name.endsWith(".wasm")).map((name) => ({ type: "CompiledWasm", path: `out/${name}` })),
];
const worker = new Miniflare({ modulesRoot: "out", modules, compatibilityDate: "2026-04-01", cf: false });
try {
  const response = await worker.dispatchFetch(`http://worker/?origin=${process.argv[2]}`);
  console.log(await response.text());
} finally {
  await worker.dispose();
}
