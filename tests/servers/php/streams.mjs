// What PHP saw, in files: while it streams it answers nothing else.
import fs from "node:fs";
import path from "node:path";
import { Stream, Streams } from "../streams.mjs";

class PhpStream extends Stream {
  #folder;

  constructor(origin, name, folder) {
    super(origin, name);
    this.#folder = folder;
  }

  #file(ending) {
    return path.join(this.#folder, `${this.key}.${ending}`);
  }

  async release() {
    fs.writeFileSync(this.#file("released"), "");
  }

  async seen() {
    const file = this.#file("json");
    return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : { lastEventIds: [], gone: 0 };
  }
}

export class PhpStreams extends Streams {
  #server;

  constructor(server) {
    super(server.origin);
    this.#server = server;
  }

  async stream(name) {
    return new PhpStream(this.origin, name, this.#server.folder);
  }

  restart() {
    return this.#server.restart();
  }
}
