// nchan's streams are what was published to them, by a POST for each message.
import fs from "node:fs";
import { Stream, Streams } from "../streams.mjs";

/** HTTP headers are bytes: `fetch` takes them as Latin-1. */
const bytes = (text) => Buffer.from(text).toString("latin1");

class NchanStream extends Stream {
  async publish({ event, data }) {
    const headers = { "Content-Type": "text/plain", ...(event && { "X-EventSource-Event": bytes(event) }) };
    const { status } = await fetch(this.at("publish"), { method: "POST", headers, body: data });
    if (status !== 201 && status !== 202) throw new Error(`/publish: ${status}`);
  }

  release() {
    return this.publish({ data: "after" });
  }

  async seen() {
    const response = await fetch(this.at("publish"), { headers: { Accept: "application/json" } });
    const { subscribers } = await response.json();
    return { subscribers, gone: subscribers === 0 ? 1 : 0 };
  }
}

const PLACES = ["events", "brief", "private"];
const events = JSON.parse(fs.readFileSync(new URL("../events.json", import.meta.url), "utf8"));
const CONTENT = { events, held: [{ data: "before" }], private: [{ data: "let in" }] };

export class NchanStreams extends Streams {
  // An event without data, which is none; the comment that nchan could write goes out as data (1.3.6).
  heartbeat = /^event: ping$/;
  makesIds = true;
  refusal = /401 Authorization Required/;

  constructor(server) {
    super(server.origin);
    this.process = server;
  }

  async stream(name) {
    const stream = new NchanStream(this.origin, PLACES.includes(name) ? name : "events");
    for (const message of CONTENT[name] ?? []) await stream.publish(message);
    return stream;
  }
}
