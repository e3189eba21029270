// The front page's panel: what its code says, with an answer that can be asked for again.
import { events } from "./dist/index.js";

const panel = document.querySelector(".sample");
const answer = panel.querySelector(".answer");
const ask = panel.querySelector('[data-do="ask"]');
const rate = panel.querySelector('[data-field="rate"]');

async function show() {
  ask.disabled = true;
  answer.textContent = "";
  // Busy: a screen reader then reads the answer once, not each token.
  answer.setAttribute("aria-busy", "true");
  const began = performance.now();
  let tokens = 0;
  try {
    for await (const { data, json } of events("./api/chat", { method: "POST", body: JSON.stringify({ prompt: "Why server-sent events?" }) })) {
      if (data === "[DONE]") break;
      const { content } = json().choices[0].delta;
      if (!content) continue;
      answer.append(content);
      answer.scrollTop = answer.scrollHeight;
      rate.textContent = `${++tokens} tokens, ${((tokens * 1000) / (performance.now() - began)).toFixed(0)} a second`;
    }
  } catch (error) {
    answer.textContent = error.message;
  }
  answer.removeAttribute("aria-busy");
  ask.disabled = false;
}

ask.addEventListener("click", show);
show();
