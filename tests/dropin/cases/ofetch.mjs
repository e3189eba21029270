import assert from "node:assert/strict";
import { events } from "eventsource-wasm";
import { ofetch } from "ofetch";
import { TOKEN, frame, serve, stream } from "../server.mjs";

export default {
  packages: ["ofetch"],
  line: 'events(await api(url, { method: "POST", body, responseType: "stream" }))',
  seen: "the same with the stream that ofetch gives, with a character cut in two by the chunks",
  async run() {
    const server = await serve(async ({ body }, response) => {
      const bytes = Buffer.from(frame({ data: JSON.parse(body).prompt }));
      const cut = bytes.indexOf(0xc3) + 1;
      stream(response).write(bytes.subarray(0, cut));
      await new Promise((resolve) => setTimeout(resolve, 50));
      response.end(bytes.subarray(cut));
    });
    const api = ofetch.create({ headers: { authorization: TOKEN } });
    const data = [];
    for await (const event of events(await api(server.origin, { method: "POST", body: { prompt: "grüß" }, responseType: "stream" }))) data.push(event.data);
    assert.deepEqual(data, ["grüß"]);
    server.close();
  },
};
