// The recipes of docs/resuming.md, as they stand there, and what they are run against.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { blocksOf } from "../docs/blocks.mjs";
import { WORDS } from "./servers/words.mjs";

const AsyncFunction = (async () => {}).constructor;
const IMPORT = 'import { events } from "eventsource-wasm";';
const ADDRESS = "https://example.com";
const DOCUMENT = "docs/resuming.md";

const blocks = blocksOf(DOCUMENT, fs.readFileSync(path.join(root, DOCUMENT), "utf8"));

/** A recipe's code as a function of the origin and of what it takes as given. It gets an `events` of the test's, and a `console`. */
function programOf(name, replacements = []) {
  const [block, another] = blocks.filter(({ mark }) => mark.server === name);
  if (!block || another) throw new Error(`${DOCUMENT} should have one recipe with server=${name}`);
  const replace = (code, [from, to]) => {
    if (!code.includes(from)) throw new Error(`the recipe for ${name} does not have ${from}`);
    return code.replaceAll(from, to);
  };
  return (origin, given, events, print) => {
    const code = [[IMPORT, ""], [ADDRESS, origin], ...replacements].reduce(replace, block.code);
    return new AsyncFunction("events", "console", ...Object.keys(given), code)(events, { log: print }, ...Object.values(given));
  };
}

async function post(url, body, headers = {}) {
  const response = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} returned ${response.status}: ${text}`);
  return { headers: response.headers, text };
}

async function openSession(origin) {
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "recipe", version: "1.0.0" } };
  const accept = { Accept: "application/json, text/event-stream" };
  const { headers } = await post(`${origin}/mcp`, { jsonrpc: "2.0", id: 0, method: "initialize", params }, accept);
  const session = headers.get("mcp-session-id");
  await post(`${origin}/mcp`, { jsonrpc: "2.0", method: "notifications/initialized" }, { ...accept, "Mcp-Session-Id": session });
  return { session };
}

const openChat = async () => ({ chat: crypto.randomUUID() });
const mcp = { file: "mcp.mjs", given: openSession, printed: [...WORDS, WORDS.join(" ")] };
const aiSdk = { file: "ai-sdk.mjs", given: openChat, printed: WORDS };

/**
 * `given` makes what a recipe takes as given; `printed` is what it has to print. `begins`: there is nothing to resume by before the
 * first event; `repeats`: a resumed stream begins anew; `polls`: the server itself ends the first response early; `closes`: there is a closing event;
 * `needsNothing`: the server is made without packages.
 */
export const recipes = [
  { name: "OpenAI Responses (stand-in)", file: "responses.mjs", needsNothing: true, program: programOf("responses"), given: async () => ({ OPENAI_API_KEY: "sk-1" }), printed: WORDS, begins: true, closes: true },
  { name: "MCP", ...mcp, program: programOf("mcp"), begins: true, closes: true },
  { name: "MCP, with a server that cuts (SEP-1699)", ...mcp, program: programOf("mcp", [["arguments: {}", "arguments: { polls: true }"]]), begins: true, closes: true, polls: true },
  {
    name: "LangGraph", file: "langgraph.mjs", program: programOf("langgraph"), printed: WORDS,
    given: async (origin) => ({ thread: JSON.parse((await post(`${origin}/threads`, {})).text).thread_id }),
  },
  { name: "AI SDK", ...aiSdk, program: programOf("ai-sdk"), closes: true, repeats: true },
  { name: "AI SDK, resumeAt", ...aiSdk, program: programOf("ai-sdk-resume-at"), closes: true },
];

/** One whose answer ends at once, so that a resume comes too late. */
export const late = { ...aiSdk, program: programOf("ai-sdk", [["{ id: chat, messages }", "{ id: chat, messages, isBrief: true }"]]) };
