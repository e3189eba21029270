// A stand-in for OpenAI's Responses, in the background mode that its guide describes: the answer goes on without a client, and
// GET /v1/responses/ID?stream=true&starting_after=N gives what comes after the event with that sequence number.
import { once, EventEmitter } from "node:events";
import http from "node:http";
import { json } from "node:stream/consumers";
import { pause, WORDS } from "./words.mjs";

const answers = new Map();

class Answer extends EventEmitter {
  #events = [];
  #isOver = false;

  async generate(id) {
    this.setMaxListeners(0);
    this.#add("created", { response: { id, status: "queued" } });
    this.#add("in_progress", { response: { id, status: "in_progress" } });
    for (const delta of WORDS) {
      await pause();
      this.#add("output_text.delta", { delta });
    }
    this.#isOver = true;
    this.#add("completed", { response: { id, status: "completed" } });
  }

  #add(name, fields) {
    const type = `response.${name}`;
    this.#events.push(`event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: this.#events.length, ...fields })}\n\n`);
    this.emit("event");
  }

  async send(response, at) {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.flushHeaders();
    for (; !response.destroyed; ) {
      while (at < this.#events.length) response.write(this.#events[at++]);
      if (this.#isOver) return response.end();
      await once(this, "event");
    }
  }
}

http
  .createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    if (request.method === "POST" && pathname === "/v1/responses") {
      // Without `background` the answer ends with its connection.
      const { background, stream } = await json(request);
      if (!background || !stream) return response.writeHead(400).end();
      const id = `resp_${String(answers.size).padStart(4, "0")}`;
      answers.set(id, new Answer());
      void answers.get(id).generate(id);
      return answers.get(id).send(response, 0);
    }
    const answer = answers.get(/^\/v1\/responses\/(.+)$/.exec(pathname)?.[1]);
    if (!answer) return response.writeHead(404).end();
    return answer.send(response, Number(searchParams.get("starting_after") ?? -1) + 1);
  })
  .listen(Number(process.argv[2]), "127.0.0.1");
