// A POST whose answer streams token by token, in the shape that OpenAI's API made common. No model: the text is canned.
import { Body, eventStream, json } from "./body.js";

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
export async function answerChat(request) {
  const prompt = await readPrompt(request);
  if (prompt.error) return json(prompt.status, { error: { message: prompt.error } });
  const id = `chatcmpl-${Date.now().toString(36)}`;
  const created = Math.floor(Date.now() / 1000);
  const chunk = (delta, finish_reason = null) =>
    `data: ${JSON.stringify({ id, object: "chat.completion.chunk", created, model: "canned", choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

  const tokens = tokensOf(answerTo(prompt.text));
  const body = new Body(() => clearInterval(timer));
  const timer = setInterval(() => {
    if (body.full) return;
    const content = tokens.shift();
    if (content !== undefined) return body.write(chunk({ content }));
    body.write(`${chunk({}, "stop")}data: [DONE]\n\n`);
    body.end();
  }, TOKEN_MS);
  body.write(chunk({ role: "assistant", content: "" }));
  return eventStream(body);
}

async function readPrompt(request) {
  const tooLong = { status: 413, error: "The prompt is longer than this demo takes." };
  if (Number(request.headers.get("content-length")) > MAX_BODY_BYTES) return tooLong;
  const text = await request.text();
  if (text.length > MAX_BODY_BYTES) return tooLong;
  try {
    const { prompt } = JSON.parse(text);
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
