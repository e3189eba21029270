import { seen, stream } from "../server.mjs";

export default {
  packages: ["@hotwired/turbo"],
  line: "install({ force: true, defaults: { headers } })",
  seen: "in Chromium: `<turbo-stream-source>` takes the global class, and its stream changes the page; removing the element ends the request",
  body: '<p id="status">old</p>',
  answer: (_, response) => stream(response, { data: '<turbo-stream action="update" target="status"><template>new</template></turbo-stream>' }),
  async inPage({ page, server }) {
    await seen("the new text", () => page.evaluate(() => document.querySelector("#status").textContent === "new"));
    await page.evaluate(() => document.querySelector("turbo-stream-source").remove());
    await seen("the end of the request", () => server.requests.find(({ path }) => path === "/events").closed);
  },
};
