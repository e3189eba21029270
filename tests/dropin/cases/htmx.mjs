import { seen, stream } from "../server.mjs";

export default {
  packages: ["htmx.org", "htmx-ext-sse"],
  line: "htmx.createEventSource = (url) => new EventSource(url, { headers })",
  seen: "in Chromium: `sse-swap` puts a named event's data into the page, `hx-trigger=\"sse:…\"` sends its request, and swapping the element out ends the stream",
  body: `<main hx-ext="sse" sse-connect="/events"><p id="swap" sse-swap="news">old</p><p id="trigger" hx-get="/more" hx-trigger="sse:tick">old</p></main>`,
  // htmx sends the request of `hx-get` itself.
  open: (path) => path === "/more",
  answer: ({ path }, response) => (path === "/more" ? response.end("more") : stream(response, { type: "news", data: "<b>news</b>" }, { type: "tick", data: "-" })),
  async inPage({ page, server }) {
    const text = (id) => page.evaluate((of) => document.getElementById(of)?.textContent, id);
    await seen("the swapped text", async () => (await text("swap")) === "news");
    await seen("the triggered request's answer", async () => (await text("trigger")) === "more");
    await page.evaluate(() => htmx.swap("main", "gone", { swapStyle: "outerHTML" }));
    await seen("the end of the request", () => server.requests.find(({ path }) => path === "/events").closed);
  },
};
