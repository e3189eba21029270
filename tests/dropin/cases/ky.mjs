import assert from "node:assert/strict";
import { events } from "eventsource-wasm";
import ky from "ky";
import { TOKEN, serve, stream } from "../server.mjs";

export default {
  packages: ["ky"],
  line: "events(await api.post(url, { json }))",
  seen: "an instance's headers and a POST's JSON go out by ky, the events come in by ours",
  async run() {
    const server = await serve(({ body }, response) => void stream(response, { data: JSON.parse(body).prompt }, { data: "[DONE]" }).end());
    const api = ky.create({ headers: { authorization: TOKEN } });
    const data = [];
    for await (const event of events(await api.post(server.origin, { json: { prompt: "grüß" } }))) data.push(event.data);
    assert.deepEqual(data, ["grüß", "[DONE]"]);
    server.close();
  },
};
