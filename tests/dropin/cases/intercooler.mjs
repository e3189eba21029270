import { seen, stream } from "../server.mjs";

export default {
  packages: ["intercooler", "jquery"],
  line: "Intercooler._internal.initEventSource = (url) => new EventSource(url, { headers })",
  seen: "in Chromium: a message's HTML takes the place of the element's, and `ic-trigger-on=\"sse:…\"` sends its request",
  body: `<p id="swap" ic-sse-src="/events">old</p><main ic-sse-src="/ticks"><p id="trigger" ic-src="/more" ic-trigger-on="sse:tick">old</p></main>`,
  // jQuery sends the request of `ic-src`.
  open: (path) => path === "/more",
  answer({ path }, response) {
    if (path === "/more") response.end("more");
    else stream(response, path === "/events" ? { data: "<b>news</b>" } : { type: "tick", data: "-" });
  },
  async inPage({ page }) {
    const text = (id) => page.evaluate((of) => document.getElementById(of)?.textContent, id);
    await seen("the message's HTML", async () => (await text("swap")) === "news");
    await seen("the triggered request's answer", async () => (await text("trigger")) === "more");
  },
};
