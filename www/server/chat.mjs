// A POST whose answer streams token by token, in the shape that OpenAI's API made common. No model: the text is canned.
import { randomUUID } from "node:crypto";

const TOKEN_MS = 35;
const MAX_BODY_BYTES = 16 * 1024;

const PARAGRAPHS = [
  "Server-sent events are plain text over one long HTTP response: a line names a field, a blank line ends an event. " +
    "That is all a model's answer needs to appear word by word.",
  "The platform's own EventSource can only GET and cannot set a header, so most pages parse such answers by hand. " +
    "This page does not: the same class that follows a live feed took your POST.",
  "A POST is never silently repeated. If this stream broke here, the state line would say CLOSED and tell you why. " +
    "Naïve decoders also trip over characters split between two chunks — café, 東京, 🦀 — and this one does not.",
];

/** POST {prompt}: `data: {…chat.completion.chunk…}` per token, then `data: [DONE]`. */
export async function answerChat(request, response) {
  const prompt = await readPrompt(request);
  if (prompt.error) {
    response.writeHead(prompt.status, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ error: { message: prompt.error } }));
    return;
  }
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const id = `chatcmpl-${randomUUID()}`;
  const created = Math.floor(Date.now() / 1000);
  const chunk = (delta, finish_reason = null) =>
    `data: ${JSON.stringify({ id, object: "chat.completion.chunk", created, model: "canned", choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

  const tokens = tokensOf(answerTo(prompt.text));
  response.write(chunk({ role: "assistant", content: "" }));
  const timer = setInterval(() => {
    const content = tokens.shift();
    if (content !== undefined) return response.write(chunk({ content }));
    clearInterval(timer);
    response.end(`${chunk({}, "stop")}data: [DONE]\n\n`);
  }, TOKEN_MS);
  response.once("close", () => clearInterval(timer));
}

async function readPrompt(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > MAX_BODY_BYTES) return { status: 413, error: "The prompt is longer than this demo takes." };
    parts.push(part);
  }
  try {
    const { prompt } = JSON.parse(Buffer.concat(parts).toString("utf8"));
    if (typeof prompt === "string" && prompt.trim()) return { text: prompt.trim() };
  } catch {
    // Falls through to the one sentence that fits every malformed body.
  }
  return { status: 400, error: 'Send JSON with a prompt: {"prompt": "…"}.' };
}

function answerTo(prompt) {
  const short = prompt.length > 120 ? `${prompt.slice(0, 120)}…` : prompt;
  return `You asked: “${short}” No model runs on this server, so here is a canned answer.\n\n${PARAGRAPHS.join("\n\n")}`;
}

// Short words stay whole and long ones fall apart, as they do with a real tokenizer.
const tokensOf = (text) => text.match(/\s*(?:[^\s]{1,6})/gu);
