// Panel 2: a POST whose answer streams token by token.
import { EventSource } from "../dist/index.js";
import { stateLine, watch } from "./state-line.js";

const panel = document.querySelector("#chat");
const form = panel.querySelector("form");
const send = form.querySelector("button");
const answer = panel.querySelector(".answer");
const count = (name) => panel.querySelector(`[data-count="${name}"]`);
const line = stateLine(panel.querySelector(".state"));
line.set({ readyState: 2 });

let source;

function ask(prompt) {
  const began = performance.now();
  let tokens = 0;
  answer.textContent = "";
  source = new EventSource("../api/chat", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ prompt }),
  });
  watch(source, line, []);
  source.addEventListener("message", ({ data }) => {
    if (data === "[DONE]") return finish();
    const { content } = JSON.parse(data).choices[0].delta;
    if (!content) return;
    answer.append(content);
    answer.scrollTop = answer.scrollHeight;
    const elapsed = performance.now() - began;
    if (++tokens === 1) count("first").textContent = `${elapsed.toFixed(0)} ms`;
    count("tokens").textContent = String(tokens);
    count("rate").textContent = ((tokens * 1000) / elapsed).toFixed(0);
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) finish();
  });
  // Busy: a screen reader then reads the whole answer once, not each token.
  answer.setAttribute("aria-busy", "true");
  send.textContent = "Stop";
}

function finish() {
  source.close();
  source = undefined;
  line.set({ readyState: 2 });
  answer.removeAttribute("aria-busy");
  send.textContent = "Send";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (source) finish();
  else ask(form.elements.prompt.value);
});
