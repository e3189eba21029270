// `npm run docs:cli`: the parts of docs/CLI.md that the command itself says: its help, and what a terminal shows of it.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { Command, COMMAND, endAll, noTerminal, shellQuote } from "../tests/cli/command.mjs";
import { build } from "./build.mjs";
import { orExit } from "./setup.mjs";
import { PlainError, root } from "./toolchain.mjs";

const PAGE = path.join(root, "docs/CLI.md");
const PORT = 8080;
const TOKENS = ["Server", "-sent", " events", " are", " text."];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers a POST token by token; the feed breaks off once, and asks its clients to stop when they have all. */
async function answer({ method, headers }, response) {
  if (method === "POST") {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    for (const token of TOKENS) {
      response.write(`data: ${JSON.stringify({ token })}\n\n`);
      await pause(50);
    }
    return response.end(`event: usage\ndata: ${JSON.stringify({ tokens: TOKENS.length })}\n\ndata: [DONE]\n\n`);
  }
  const last = Number(headers["last-event-id"] ?? 40);
  if (last === 43) return response.writeHead(204).end();
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.write("retry: 500\n\n");
  for (const id of [last + 1, last + 2].filter((id) => id <= 43)) {
    await pause(50);
    response.write(`id: ${id}\nevent: price\ndata: {"symbol":"ACME",\ndata:  "price":${(id * 1.37).toFixed(2)}}\n\n`);
  }
  return last === 40 ? setTimeout(() => response.destroy(), 50) : response.end();
}

/** What is typed, and what the pseudo terminal shows then; colours are left out. */
async function session(...args) {
  const typed = ["npx", "eventsource-wasm", ...args].map((arg) => (/^[\w:/.-]+$/.test(arg) ? arg : shellQuote(arg))).join(" ");
  const { code, stdout } = await new Command("script", ["--quiet", "--return", "--command", typed, "/dev/null"], { env: { SHELL: "/bin/sh", npm_config_progress: "false" } }).ended;
  const shown = stdout.replaceAll("\r\n", "\n").replaceAll(/\u001b\[\d*m/g, "");
  return `$ ${typed}\n${shown}$ echo $?\n${code}\n`;
}

await orExit(async () => {
  await build();
  const without = await noTerminal();
  if (without) throw new PlainError(`The page shows what a terminal does, and ${without}.`);
  const server = http.createServer(answer);
  await new Promise((resolve, reject) => server.once("error", () => reject(new PlainError(`Port ${PORT}, which the page names, is taken.`))).listen(PORT, "127.0.0.1", resolve));
  process.chdir(root);
  const parts = { help: execFileSync(process.execPath, [COMMAND, "--help"], { encoding: "utf8" }) };
  try {
    parts.post = await session(`http://127.0.0.1:${PORT}/v1/chat`, "-H", "Authorization: Bearer demo", "-d", '{"prompt":"Hello"}', "--until", "[DONE]");
    parts.reconnect = await session(`http://127.0.0.1:${PORT}/feed`);
  } finally {
    await endAll();
    server.closeAllConnections();
    server.close();
  }
  let text = fs.readFileSync(PAGE, "utf8");
  for (const [mark, part] of Object.entries(parts)) {
    const between = new RegExp(`(<!-- ${mark} -->\n)[^]*?(<!-- /${mark} -->)`);
    if (!between.test(text)) throw new PlainError(`docs/CLI.md has lost its marks <!-- ${mark} -->`);
    text = text.replace(between, (_, start, end) => `${start}\`\`\`text\n${part}\`\`\`\n${end}`);
  }
  fs.writeFileSync(PAGE, text);
});
